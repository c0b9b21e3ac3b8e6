import { CombinedError } from "urql";
import { expect, test } from "vitest";

import { codeOf, wordsOf } from "./fault";

function fault(code: string, more: Record<string, string> = {}) {
  return new CombinedError({ graphQLErrors: [{ message: "The sentence.", extensions: { code, ...more } }] });
}

test("the code of the service is told with its sentence", () => {
  expect(wordsOf(fault("CONFLICT"))).toEqual({
    code: "CONFLICT",
    title: "shell.fault.conflict",
    detail: "The sentence.",
    id: null,
  });
});

test("an occurrence is named where the service names it", () => {
  expect(wordsOf(fault("INTERNAL", { id: "0199" })).id).toBe("0199");
});

test("no answer is unreachable, and says nothing of the network library", () => {
  const error = new CombinedError({ networkError: new TypeError("Failed to fetch") });
  expect(wordsOf(error)).toEqual({ code: "UNREACHABLE", title: "shell.fault.unreachable", detail: null, id: null });
});

test("a code that nobody knows is internal", () => {
  expect(codeOf(fault("TEAPOT"))).toBe("INTERNAL");
});
