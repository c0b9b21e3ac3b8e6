import { GraphQLError } from "graphql";
import { expect, test } from "vitest";

import { refusalOf } from "./refusal";

const refused = (extensions: Record<string, unknown>) => ({ graphQLErrors: [new GraphQLError("no", { extensions })] });

test.each([
  [{ code: "INVALID", field: "input.closesOn", reason: "before_opening" }, "closesOn", "rounds.refused.beforeOpening"],
  [{ code: "INVALID", field: "input.mandate", reason: "not_operative" }, "mandate", "rounds.refused.notOperative"],
  [{ code: "INVALID", field: "input.mandate.endorsedByDocument" }, "mandate", "rounds.refused.mandate"],
  [{ code: "INVALID", field: "input.title.0.content" }, "titles", "rounds.refused.title"],
  [{ code: "INVALID", field: "input.invited", value: "QZZ" }, "invited", "rounds.refused.state"],
  [{ code: "CONFLICT", conflict: "roundKey" }, "key", "rounds.refused.key"],
])("%o is told beside its field", (extensions, place, message) => {
  expect(refusalOf(refused(extensions))).toEqual({ place, message });
});

test("what is about no field is told as every error is", () => {
  expect(refusalOf(refused({ code: "FORBIDDEN", act: "open_round" }))).toBeNull();
  expect(refusalOf(refused({ code: "INVALID", field: "input.another" }))).toBeNull();
  expect(refusalOf(undefined)).toBeNull();
});
