import { expect, test } from "vitest";

import type { FormSection } from "./form";
import { shownOn } from "./path";

const section = {
  questions: [
    { code: "core", isOnShortPath: true },
    { code: "more", isOnShortPath: false },
    { code: "hidden", isOnShortPath: true },
  ],
} as FormSection;
const enabled = new Set(["core", "more"]);
const codes = (...[path, linked]: [path: "core" | "all", linked?: string]) =>
  shownOn(path, section, enabled, linked).map(({ code }) => code);

test("the short path shows core questions, and none whose condition does not hold", () => {
  expect(codes("core")).toEqual(["core"]);
  expect(codes("all")).toEqual(["core", "more"]);
});

test("a link leads to its question on any path", () => {
  expect(codes("core", "more")).toEqual(["core", "more"]);
  expect(codes("core", "hidden")).toEqual(["core"]);
});
