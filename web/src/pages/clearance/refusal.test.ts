import { GraphQLError } from "graphql";
import { expect, test } from "vitest";

import { hasMoved, isUnchanged, refusalOf, sectionIn } from "./refusal";

const fault = (extensions: Record<string, unknown>) => ({ graphQLErrors: [new GraphQLError("no", { extensions })] });

test("a reason of the service has words of its own", () => {
  expect(refusalOf(fault({ code: "STATE", reason: "nobody_signs" }))).toBe("clearance.refused.nobodySigns");
  expect(refusalOf(fault({ code: "INVALID", reason: "may_not_read" }))).toBe("comments.refused.mayNotRead");
  expect(refusalOf(fault({ code: "FORBIDDEN" }))).toBeNull();
  expect(refusalOf(fault({ code: "STATE", reason: "of another kind" }))).toBeNull();
  expect(refusalOf(undefined)).toBeNull();
});

test("another sending by now is to be read anew", () => {
  expect(hasMoved(fault({ code: "CONFLICT", field: "input.turn", turn: 1 }))).toBe(true);
  expect(hasMoved(fault({ code: "CONFLICT", conflict: "key" }))).toBe(false);
});

test("what is so already is no fault, and the section is named", () => {
  expect(isUnchanged(fault({ code: "INVALID", reason: "unchanged" }))).toBe(true);
  expect(sectionIn(fault({ code: "STATE", reason: "nobody_signs", section: "VT" }))).toBe("VT");
});
