import { GraphQLError } from "graphql";
import { expect, test } from "vitest";

import { hasMoved, isUnchanged, refusalOf, type Refusals } from "./refusal";

const WORDS: Refusals = {
  reasons: { ended: "proposal.refused.ended" },
  moved: "capacity.refused.moved",
  newer: "proposal.refused.newer",
  forbidden: "capacity.authorityReleases",
};

const refused = (extensions: Record<string, unknown>) => ({ graphQLErrors: [new GraphQLError("no", { extensions })] });

test("a refusal has plain words where it names why", () => {
  expect(refusalOf(refused({ code: "STATE", reason: "ended" }), WORDS)).toBe("proposal.refused.ended");
  expect(refusalOf(refused({ code: "FORBIDDEN" }), WORDS)).toBe("capacity.authorityReleases");
  expect(refusalOf(refused({ code: "FORBIDDEN", reason: "second_factor" }), WORDS)).toBeNull();
  expect(refusalOf(refused({ code: "INTERNAL" }), WORDS)).toBeNull();
  expect(refusalOf(null, WORDS)).toBeNull();
});

test("what somebody else wrote meanwhile is to be read first", () => {
  const moved = refused({ code: "CONFLICT", revision: 3 });
  expect(hasMoved(moved)).toBe(true);
  expect(refusalOf(moved, WORDS)).toBe("capacity.refused.moved");
  const newer = refused({ code: "CONFLICT", version: 2 });
  expect(refusalOf(newer, WORDS)).toBe("proposal.refused.newer");
  expect(refusalOf(newer, { ...WORDS, newer: undefined } as never)).toBe("capacity.refused.moved");
  expect(hasMoved(refused({ code: "STATE", revision: 3 }))).toBe(false);
});

test("what says so already is what was wanted", () => {
  expect(isUnchanged(refused({ code: "INVALID", reason: "unchanged" }))).toBe(true);
  expect(isUnchanged(refused({ code: "INVALID" }))).toBe(false);
});
