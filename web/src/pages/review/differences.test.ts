import { CombinedError } from "urql";
import { expect, test } from "vitest";

import { differencesIn, reasonIn } from "./differences";

const refused = (extensions: Record<string, unknown>) =>
  new CombinedError({ graphQLErrors: [{ message: "No.", extensions }] });

test("a conflict names what was added, removed and changed", () => {
  const error = refused({ code: "CONFLICT", added: ["A"], changed: ["B", "C"] });
  expect(differencesIn(error)).toEqual({ added: ["A"], removed: [], changed: ["B", "C"] });
});

test("another refusal has no differences, and may have a reason", () => {
  const error = refused({ code: "STATE", reason: "four_eyes" });
  expect(differencesIn(error)).toBeNull();
  expect(reasonIn(error)).toBe("four_eyes");
  expect(reasonIn(undefined)).toBeNull();
});
