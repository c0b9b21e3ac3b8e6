import { GraphQLError } from "graphql";
import { expect, test } from "vitest";

import { isUnchanged, refusalOf, standingRevision } from "./refusal";

const refused = (extensions: Record<string, unknown>) => ({ graphQLErrors: [new GraphQLError("no", { extensions })] });

test("a refusal has plain words where it names why", () => {
  expect(refusalOf(refused({ code: "STATE", reason: "ended" }))).toBe("capacity.refused.ended");
  expect(refusalOf(refused({ code: "FORBIDDEN" }))).toBe("capacity.authorityReleases");
  expect(refusalOf(refused({ code: "FORBIDDEN", reason: "second_factor" }))).toBeNull();
  expect(refusalOf(refused({ code: "INTERNAL" }))).toBeNull();
  expect(refusalOf(null)).toBeNull();
});

test("a text that somebody else wrote meanwhile is known by its revision", () => {
  const moved = refused({ code: "CONFLICT", revision: 3 });
  expect(refusalOf(moved)).toBe("capacity.refused.moved");
  expect(standingRevision(moved)).toBe(3);
  expect(standingRevision(refused({ code: "STATE", revision: 3 }))).toBeNull();
  expect(isUnchanged(refused({ code: "INVALID", reason: "unchanged" }))).toBe(true);
});
