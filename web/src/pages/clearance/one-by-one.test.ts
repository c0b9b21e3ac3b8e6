import { GraphQLError } from "graphql";
import type { OperationResult } from "urql";
import { expect, test } from "vitest";

import { oneByOne } from "./one-by-one";

const refused = (reason: string) =>
  ({ error: { graphQLErrors: [new GraphQLError("no", { extensions: { reason } })] } }) as unknown as OperationResult;

test("what is so already is done, and one refusal does not stop the rest", async () => {
  const answers: Record<string, OperationResult> = {
    VA: {} as OperationResult,
    VB: refused("unchanged"),
    VC: refused("in_clearance"),
    VD: {} as OperationResult,
  };
  const outcome = await oneByOne(Object.keys(answers), async (section) => answers[section] ?? refused("unknown"));
  expect(outcome.done).toBe(3);
  expect(outcome.refused.map(({ section }) => section)).toEqual(["VC"]);
});
