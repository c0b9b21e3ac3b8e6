import { expect, test } from "vitest";

import { beginOf, kept } from "./days";

test("messages are sent again from within the thirty days for which they are kept", () => {
  const now = new Date("2026-11-21T00:30:00");
  const { first, last } = kept(now);
  expect([first, last]).toEqual(["2026-10-23", "2026-11-21"]);
  expect(now.getTime() - Date.parse(beginOf(first))).toBeLessThan(30 * 24 * 60 * 60 * 1000);
});
