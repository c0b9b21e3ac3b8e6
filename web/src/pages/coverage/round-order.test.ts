import { expect, test } from "vitest";

import { inReadingOrder } from "./round-order";

test("rounds with a release come first, the newest first", () => {
  const rounds = [
    { key: "old", opensAt: "2024-01-01T00:00:00Z" },
    { key: "open", opensAt: "2026-06-01T00:00:00Z" },
    { key: "closed", opensAt: "2025-01-01T00:00:00Z" },
  ];
  expect(inReadingOrder(rounds, ({ key }) => key !== "open").map(({ key }) => key)).toEqual(["closed", "old", "open"]);
});
