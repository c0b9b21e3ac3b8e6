import { expect, test } from "vitest";

import { chosenAtFirst, type PackAnswer, sorted } from "./sorting";

const answer = (question: string, outcome: PackAnswer["outcome"], mayWrite = true) =>
  ({ question, outcome, mayWrite }) as PackAnswer;

test("what can be applied is told apart from what cannot be read and what needs nothing", () => {
  const found = sorted([
    answer("A.1", "UNCHANGED"),
    answer("A.2", "PACK_CHANGED"),
    answer("A.3", "CONFLICT"),
    answer("A.4", null),
    answer("A.5", "SERVER_CHANGED"),
    answer("A.6", "BOTH_SAME"),
    answer("A.7", "PACK_CHANGED", false),
  ]);
  const codes = (answers: PackAnswer[]) => answers.map(({ question }) => question);
  expect([codes(found.conflicts), codes(found.changed), codes(found.unreadable)]).toEqual([
    ["A.3"],
    ["A.2", "A.7"],
    ["A.4"],
  ]);
  expect(found.rest).toEqual({ here: 1, same: 1, unchanged: 1 });
  expect([...chosenAtFirst(found)]).toEqual(["A.2"]);
});
