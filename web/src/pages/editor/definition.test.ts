import { expect, test } from "vitest";

import { defined, definitionChanges, isShortPathWhole, readDefinition } from "./definition";
import type { Draft, Shown } from "./draft";
import { besides, moved, optionsOf, put, recoded, taken } from "./structure-changes";

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
        isNew: false,
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

test("the short path and the head of an edition are changed apart", () => {
  const head = { sort: "edition", code: "" } as const;
  const draft = { kind: "VIEWS", opens: "ROUND", instruments: ["A-66-359"], shortPath: null } as unknown as Draft;
  const before = readDefinition(head, draft, shown);
  const changes = (typed: Record<string, string>) =>
    definitionChanges(head, { ...before, ...typed }, Object.keys(typed), shown);
  const [modules, limit] = [defined("pathModules"), defined("pathLimit")];
  expect(before).toMatchObject({ [modules]: "", [limit]: "" });
  expect(changes({ [modules]: "v", [limit]: " 30 " })).toEqual([
    { setShortPath: { modules: ["v"], maxQuestions: 30 } },
  ]);
  expect(changes({ [modules]: "", [limit]: "" })).toEqual([{ setShortPath: { modules: [], maxQuestions: 0 } }]);
  expect(changes({ [defined("opens")]: "OWN_REQUEST" })).toEqual([
    { setHead: { kind: "VIEWS", opens: "OWN_REQUEST", instruments: ["A-66-359"] } },
  ]);
});

test("a short path that leads through modules says how long it may be", () => {
  const path = (modules: string, limit: string) =>
    isShortPathWhole({ [defined("pathModules")]: modules, [defined("pathLimit")]: limit });
  expect(path("", "")).toBe(true);
  expect(path("v", "30")).toBe(true);
  expect(["", "some", "-1", "1.5", "99999"].map((limit) => path("v", limit))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("a section goes to another module with what is in it", () => {
  const section = { sort: "section", code: "V" } as const;
  const before = readDefinition(section, {} as Draft, shown);
  expect(before[defined("module")]).toBe("v");
  expect(definitionChanges(section, { ...before, [defined("module")]: "w" }, [defined("module")], shown)).toEqual([
    { putSection: { code: "V", isNew: false, module: "w", provisions: [], relatedProvisions: [] } },
  ]);
});

test("what has a code is known by it all over the edition", () => {
  expect(taken(shown, "module")).toEqual(["v"]);
  expect(taken(shown, "section")).toEqual(["V"]);
  expect(taken(shown, "question")).toEqual(["V.one", "V.many", "V.text"]);
  expect(taken(shown, "list")).toEqual(["yes"]);
});

test("what is added is new, and what is changed is there", () => {
  const into = { sort: "section", code: "V" } as const;
  expect(put(shown, into, { sort: "question", code: "V.new" })).toMatchObject({
    putQuestion: { code: "V.new", isNew: true },
  });
  expect(put(shown, into, { sort: "list", code: "new" })).toEqual({
    putOptionList: { code: "new", options: [], isNew: true },
  });
});

test("a place, or an option of a list, gets another code", () => {
  const list = { sort: "list", code: "yes" } as const;
  expect(recoded({ sort: "section", code: "V" }, "W")).toEqual({ recodeSection: { code: "V", to: "W" } });
  expect(recoded({ sort: "module", code: "v" }, "w")).toEqual({ recodeModule: { code: "v", to: "w" } });
  expect(recoded({ sort: "question", code: "V.one" }, "V.two")).toEqual({
    recodeQuestion: { code: "V.one", to: "V.two" },
  });
  expect(recoded(list, "no")).toEqual({ recodeOptionList: { code: "yes", to: "no" } });
  expect(recoded(list, "b", "a")).toEqual({ recodeOption: { list: "yes", code: "a", to: "b" } });
  expect(optionsOf(shown, list)).toEqual(["a"]);
  expect(optionsOf(shown, { sort: "module", code: "v" })).toEqual([]);
});
