import { expect, test } from "vitest";

import { finenessOf } from "./day";

test("a date is as fine as it is written", () => {
  expect(finenessOf("2026")).toBe("year");
  expect(finenessOf("2026-11")).toBe("month");
  expect(finenessOf("2026-11-20")).toBe("day");
});

test("what is no date is none", () => {
  expect(finenessOf("20 November 2026")).toBeNull();
  expect(finenessOf("")).toBeNull();
});
