import { expect, test } from "vitest";

import { endOf } from "../team/places";
import { span } from "./days";

test("a secret lasts until the end of a day, for 366 days at most", () => {
  const now = new Date("2026-11-21T00:30:00");
  const { first, last } = span(now);
  expect([first, last]).toEqual(["2026-11-21", "2027-11-21"]);
  const ends = Date.parse(endOf(last) ?? "");
  expect(ends - now.getTime()).toBeLessThanOrEqual(366 * 24 * 60 * 60 * 1000);
});
