import { expect, test } from "vitest";

import { defined, definitionChanges, readDefinition } from "./definition";
import type { Draft, Shown } from "./draft";
import { moved, besides } from "./structure-changes";

const bounds = {
  maxItems: null,
  maxLength: null,
  maxWords: null,
  minimum: null,
  maximum: null,
  unit: null,
  precision: null,
};
const question = {
  level: "CORE",
  isExpected: true,
  visibilityCeiling: null,
  pattern: null,
  binds: null,
  optionList: null,
  provisions: [{ id: "p", code: "A-66-359/c" }],
  continues: [{ edition: "views/1", question: "V.text", isComparable: true }],
};
const shown = {
  optionLists: [{ code: "yes", options: [{ code: "a", isExclusive: true, hasText: false }] }],
  modules: [
    {
      code: "v",
      enabledWhen: null,
      sections: [
        {
          code: "V",
          provisions: [],
          relatedProvisions: [],
          enabledWhen: null,
          questions: [
            {
              ...question,
              code: "V.one",
              kind: "SINGLE_CHOICE",
              optionList: { code: "yes" },
              bounds,
              enabledWhen: null,
            },
            { ...question, code: "V.many", kind: "NUMBER", bounds, enabledWhen: null },
            {
              ...question,
              code: "V.text",
              kind: "LONG_TEXT",
              bounds: { ...bounds, maxWords: 100 },
              enabledWhen: {
                behaviour: "ANY",
                conditions: [
                  { question: "V.one", operator: "NOT_EQUAL", answer: "a" },
                  { question: "V.many", operator: "AT_LEAST", answer: "2" },
                  { question: "V.many", operator: "EXISTS", answer: "false" },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
} as unknown as Shown;
const place = { sort: "question", code: "V.text" } as const;
const stands = readDefinition(place, {} as Draft, shown);

test("what nobody touched is not put again", () => {
  expect(definitionChanges(place, stands, [], shown)).toEqual([]);
  expect(definitionChanges(place, stands, ["PROMPT  EN"], shown)).toEqual([]);
});

test("a question is put whole: what was not touched stays as it stands", () => {
  const typed = { ...stands, [defined("maxWords")]: "250" };
  expect(definitionChanges(place, typed, [defined("maxWords")], shown)).toEqual([
    {
      putQuestion: {
        code: "V.text",
        kind: "LONG_TEXT",
        maxWords: 250,
        isExpected: true,
        level: "CORE",
        provisions: ["A-66-359/c"],
        continues: [{ edition: "views/1", question: "V.text", isComparable: true }],
        enabledWhen: {
          behaviour: "ANY",
          // What is compared follows what the other question asks for.
          conditions: [
            { question: "V.one", operator: "NOT_EQUAL", option: "a" },
            { question: "V.many", operator: "AT_LEAST", number: "2" },
            { question: "V.many", operator: "EXISTS", isTrue: false },
          ],
        },
      },
    },
  ]);
});

test("another kind leaves the limits of the one before behind", () => {
  const typed = { ...stands, [defined("kind")]: "BOOLEAN" };
  const [change] = definitionChanges(place, typed, [defined("kind")], shown);
  expect(change?.putQuestion).toMatchObject({ kind: "BOOLEAN" });
  expect(change?.putQuestion).not.toHaveProperty("maxWords");
});

test("a place moves among those of its sort", () => {
  expect(besides(shown, place)).toEqual(["V.one", "V.many", "V.text"]);
  expect(moved(shown, place, "V.one")).toEqual({ moveQuestion: { code: "V.text", after: "V.one" } });
  expect(moved(shown, { sort: "section", code: "V" }, null)).toEqual({
    moveSection: { code: "V", after: null, module: "v" },
  });
});
