import { expect, test } from "vitest";

import { endOf, headcount, ministryOf } from "./places";

test("who signs does so for a ministry", () => {
  expect(ministryOf("CLEARER")).toBe("must");
  expect(ministryOf("CONTRIBUTOR")).toBe("may");
  expect(ministryOf("FOCAL_POINT")).toBe("none");
});

test("a membership ends with the day that was named", () => {
  expect(endOf("2026-12-31")).toBe(new Date(2027, 0, 1).toISOString());
  expect(endOf("")).toBeNull();
});

test("a person with two posts in a ministry is one person", () => {
  const justice = { ministry: { id: "justice" } };
  expect(headcount([{ posts: [justice, justice] }, { posts: [justice, { ministry: null }] }]).get("justice")).toBe(2);
});
