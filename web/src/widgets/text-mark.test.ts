import { expect, test } from "vitest";

import { markOf } from "./text-mark";

test("official wording in the reader's language carries no mark", () => {
  expect(markOf({ language: "ZH", status: "OFFICIAL" }, "zh")).toBeNull();
});

test("how far a wording may be relied on is said", () => {
  expect(markOf({ language: "EN", status: "UNOFFICIAL" }, "en")).toBe("unofficial");
  expect(markOf({ language: "EN", status: "MACHINE" }, "en")).toBe("machine");
});

test("another language comes before everything else", () => {
  expect(markOf({ language: "ZH", status: "OFFICIAL" }, "ar")).toBe("fallback");
  expect(markOf({ language: "EN", status: "MACHINE" }, "fr")).toBe("fallback");
});
