import { expect, test } from "vitest";

import type { RoundPartsFragment } from "../../gql/graphql";
import { differing, merged, planOf, recalledRevision, revisionOf, taking, titlesOf } from "./revising";
import { instantIn, localIn } from "./zone";

const round = {
  key: "views-2030",
  edition: { code: "views-and-assessments/1" },
  zone: "America/New_York",
  opensAt: "2030-01-15T14:00:00+00:00",
  closesOn: "2030-06-30",
  archivesAt: null,
  admitsObservers: false,
  mandate: { isOwnRequest: false, provision: { code: "A-RES-69-28/3" }, endorsedBy: null, endorsedByDocument: null },
} as RoundPartsFragment;
const base = planOf(round, [{ language: "EN", content: "Views" }]);

test("a round is typed as clocks in its zone show it", () => {
  expect(base).toMatchObject({
    opensAt: "2030-01-15T09:00",
    closesOn: "2030-06-30",
    archivesAt: "",
    mandate: "paragraph",
  });
  expect(localIn("Asia/Kathmandu", "2030-01-15T14:00:00Z")).toBe("2030-01-15T19:45");
  expect(instantIn("Asia/Kathmandu", "2030-01-15T19:45")).toBe("2030-01-15T14:00:00.000Z");
});

test("what was not touched is not sent", () => {
  expect(revisionOf(base, base)).toEqual({});
  expect(revisionOf(base, { ...base, titles: [{ language: "EN", content: "Views " }] })).toEqual({});
  expect(revisionOf(base, { ...base, closesOn: "2030-07-31" })).toEqual({ closesOn: "2030-07-31" });
  expect(revisionOf({ ...base, archivesAt: "2031-01-01T00:00" }, base)).toEqual({ archivesAt: null });
});

test("the same hour in another zone is another instant", () => {
  expect(revisionOf(base, { ...base, zone: "UTC" })).toEqual({
    zone: "UTC",
    opensAt: "2030-01-15T09:00:00.000Z",
    archivesAt: null,
  });
});

test("what a colleague changed is taken over, and what was typed stays", () => {
  const mine = { ...base, closesOn: "2030-07-31", titles: [{ language: "EN" as const, content: "Mine" }] };
  const theirs = { ...base, closesOn: "2030-08-31", opensAt: "2030-02-01T09:00" };
  const { plan, changed } = merged(base, mine, theirs);
  expect(plan).toEqual({ ...theirs, closesOn: "2030-07-31", titles: mine.titles });
  expect(changed).toEqual([
    { aspect: "opensAt", isBoth: false },
    { aspect: "closesOn", isBoth: true },
  ]);
  expect(taking("closesOn", plan, theirs).closesOn).toBe("2030-08-31");
  expect(revisionOf(theirs, plan)).toEqual({ title: mine.titles, closesOn: "2030-07-31" });
});

test("the same change twice is none that differs", () => {
  const both = { ...base, closesOn: "2030-07-31" };
  expect(merged(base, both, both).changed).toEqual([{ aspect: "closesOn", isBoth: false }]);
  expect(differing(both, merged(base, both, both).plan)).toEqual([]);
});

test("what was kept is found again, and titles are those of their own language", () => {
  const kept = { revision: 2, base, plan: { ...base, closesOn: "" } };
  expect(recalledRevision(JSON.stringify(kept))).toEqual(kept);
  expect(recalledRevision("{}")).toBeNull();
  expect(recalledRevision(null)).toBeNull();
  const shown = { content: "Views", isFallback: false };
  expect(
    titlesOf([
      ["EN", shown],
      ["FR", { ...shown, isFallback: true }],
      ["ZH", null],
    ]),
  ).toEqual([{ language: "EN", content: "Views" }]);
});
