import { expect, test } from "vitest";

import { isOpenToChange, ownStates, rightsOf } from "./rights";

const at = (state: string) => ({ code: state });

test("a focal point saves and does not file, a publishing authority files and does not save", () => {
  expect(rightsOf([{ role: "FOCAL_POINT", state: at("QMA") }], "QMA")).toMatchObject({ saves: true, files: false });
  expect(rightsOf([{ role: "PUBLISHING_AUTHORITY", state: at("QMA") }], "QMA")).toMatchObject({
    saves: false,
    files: true,
    shares: true,
    readsWhole: true,
  });
});

test("rights are those of the State of the membership", () => {
  const rights = rightsOf([{ role: "FOCAL_POINT", state: at("QMB") }], "QMA");
  expect(Object.values(rights).some(Boolean)).toBe(false);
});

test("a contributor saves, and reads what was given to them", () => {
  const rights = rightsOf([{ role: "CONTRIBUTOR", state: at("QMA") }], "QMA");
  expect(rights).toMatchObject({ saves: true, readsWhole: false, setsFields: false });
});

test("somebody works for the States in which they hold a role on working files", () => {
  const held = [
    { role: "ACCREDITED_READER", state: at("QMA") },
    { role: "CLEARER", state: at("QMB") },
    { role: "CONTRIBUTOR", state: at("QMB") },
    { role: "SECRETARIAT_OFFICER", state: null },
  ] as const;
  expect(ownStates(held)).toEqual(["QMB"]);
});

test("what is filed is amended first, and nothing changes in an archived round", () => {
  expect(isOpenToChange("FILED", "OPEN")).toBe(false);
  expect(isOpenToChange("AMENDING", "CLOSED")).toBe(true);
  expect(isOpenToChange("DRAFTING", "ARCHIVED")).toBe(false);
});
