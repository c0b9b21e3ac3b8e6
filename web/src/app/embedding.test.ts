import { expect, test } from "vitest";

import { embeddedPath, isEmbeddable, isEmbedded, plainPath } from "./embedding";

test("what everybody reads may stand in pages of others, and nothing else", () => {
  for (const view of ["coverage/views-2027", "states/QMA", "filings/12", "trends", "comparison", "participation"])
    expect(isEmbeddable(`/en/${view}`), view).toBe(true);
  for (const view of [
    "coverage",
    "states",
    "sign-in",
    "submissions",
    "rounds/plan",
    "needs",
    "states/QMA/x",
    "embed/trends",
  ])
    expect(isEmbeddable(`/en/${view}`), view).toBe(false);
});

test("an address leads to its embedded form and back", () => {
  expect(embeddedPath("/ar/coverage/views-2027")).toBe("/ar/embed/coverage/views-2027");
  expect(plainPath("/ar/embed/coverage/views-2027")).toBe("/ar/coverage/views-2027");
  expect(plainPath("/ar/coverage/embed")).toBeNull();
  expect(isEmbedded).toBe(false);
});
