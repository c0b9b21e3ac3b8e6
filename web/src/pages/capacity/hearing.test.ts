import { expect, test } from "vitest";

import { latestOf } from "./hearing";

test("one listens since the last instant that was read", () => {
  const released = (releasedAt: string | null) => ({ offer: { id: "a", releasedAt } });
  expect(latestOf([], "2026-11-20T10:00:00Z")).toBe("2026-11-20T10:00:00Z");
  expect(latestOf([released("2026-11-21T10:00:00Z"), released(null)], "2026-11-20T10:00:00Z")).toBe(
    "2026-11-21T10:00:00Z",
  );
  expect(latestOf([released("2026-11-19T10:00:00Z")], "2026-11-20T10:00:00Z")).toBe("2026-11-20T10:00:00Z");
});
