import { expect, it } from "vitest";

import { pauseAfter } from "./interval";

it("asks often at first, less often of what takes minutes, and seldom of who does not answer", () => {
  expect(pauseAfter(1, false)).toBe(1_000);
  expect(pauseAfter(100, false)).toBeGreaterThan(pauseAfter(1, false));
  expect(pauseAfter(1, true)).toBeGreaterThan(pauseAfter(100, false));
});
