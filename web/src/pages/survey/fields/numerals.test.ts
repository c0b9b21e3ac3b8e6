import { expect, test } from "vitest";

import { dateOf, dateParts, plainNumber } from "./numerals";

test.each([
  ["12.5", "12.5"],
  ["12,5", "12.5"],
  ["١٢٫٥", "12.5"],
  ["1 234 567", "1234567"],
  ["۱۲", "12"],
  ["1,2,3", "1,2,3"],
  ["many", "many"],
])("%s is %s", (typed, plain) => {
  expect(plainNumber(typed)).toBe(plain);
});

test.each(["2026", "2026-11", "2026-11-2", "2026-11-20", "", "-11"])(
  "the date %s is put together from its parts",
  (date) => {
    expect(dateOf(dateParts(date))).toBe(date);
  },
);
