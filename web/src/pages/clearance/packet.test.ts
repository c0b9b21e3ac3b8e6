import { expect, test } from "vitest";

import { itemsOf, type Packet, type Sources, stepsOf, textOf } from "./packet";

const content = (text: string) => ({
  language: "EN" as const,
  standing: "ANSWERED" as const,
  value: { __typename: "TextValue" as const, text },
});

const revision = (number: number | null, text: string) => ({
  id: `${number} ${text}`,
  revision: number,
  isUnmerged: number === null,
  changedAt: "2026-11-20T10:00:00Z",
  author: null,
  content: content(text),
});

test("the newest revision stands first, each beside the one before", () => {
  const { steps, unmerged } = stepsOf(
    [revision(2, "two"), revision(1, "one"), revision(3, "two"), revision(null, "aside")],
    "LONG_TEXT",
  );
  expect(steps.map(({ revision: { revision: number } }) => number)).toEqual([3, 2, 1]);
  expect(steps.map(({ said, before }) => [textOf(said), textOf(before)])).toEqual([
    ["two", "two"],
    ["two", "one"],
    ["one", null],
  ]);
  expect(steps.map(({ isSame }) => isSame)).toEqual([true, false, false]);
  expect(unmerged).toHaveLength(1);
});

test("what is asked stands there in order, with what is said about it", () => {
  const question = (code: string, binds: string | null = null) => ({ code, binds });
  const packet = {
    enabledQuestions: ["A", "B", "D"],
    answers: [{ questionCode: "D" }],
    clearance: { changedSince: ["A"] },
  } as unknown as Packet;
  const sources = {
    section: { questions: [question("A"), question("B", "LANGUAGE"), question("C"), question("D")] },
    answers: [{ questionCode: "D", revisions: [revision(1, "one")] }],
    threads: [{ questionCode: "D" }, { questionCode: "A" }],
  } as unknown as Sources;
  expect(
    itemsOf(packet, sources).map(({ question: { code }, isChanged, threads }) => [code, isChanged, threads.length]),
  ).toEqual([
    ["A", true, 1],
    ["D", false, 1],
  ]);
});
