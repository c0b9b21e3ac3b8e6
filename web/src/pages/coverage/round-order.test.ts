import { expect, test } from "vitest";

import { inReadingOrder } from "./round-order";

test("rounds with a release come first, the newest first", () => {
  const rounds = [
    { key: "old", opensAt: "2024-01-01T00:00:00Z", release: {} },
    { key: "open", opensAt: "2026-06-01T00:00:00Z", release: null },
    { key: "closed", opensAt: "2025-01-01T00:00:00Z", release: {} },
  ];
  expect(inReadingOrder(rounds).map(({ key }) => key)).toEqual(["closed", "old", "open"]);
});
