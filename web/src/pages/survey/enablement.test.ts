import { describe, expect, test } from "vitest";

import type { AnswerInput } from "../../gql/graphql";
import { enabledQuestions, holds, sources, type Told } from "./enablement";
import type { Form, FormQuestion, FormSection } from "./form";

type When = NonNullable<FormQuestion["enabledWhen"]>;
type Operator = When["conditions"][number]["operator"];

const when = (question: string, operator: Operator, answer: string): When => ({
  behaviour: "ALL",
  conditions: [{ question, operator, answer }],
});
const chosen = (...options: string[]): AnswerInput => ({ multiChoice: options.map((option) => ({ option })) });

describe("a condition", () => {
  const cases: [AnswerInput | null, Operator, string, boolean][] = [
    [{ singleChoice: { option: "planned" } }, "EQUAL", "planned", true],
    [{ singleChoice: { option: "planned" } }, "NOT_EQUAL", "planned", false],
    [chosen("a", "b"), "EQUAL", "b", true],
    [chosen("a", "b"), "NOT_EQUAL", "b", false],
    [chosen("a", "b"), "NOT_EQUAL", "c", true],
    [chosen(), "NOT_EQUAL", "c", false],
    [{ boolean: false }, "EQUAL", "false", true],
    [{ boolean: true }, "EQUAL", "false", false],
    [{ scale: 3 }, "AT_LEAST", "3", true],
    [{ scale: 3 }, "GREATER", "3", false],
    [{ number: "2.50" }, "EQUAL", "2.5", true],
    [{ number: "2" }, "LESS", "2.5", true],
    [{ number: "2" }, "AT_MOST", "1", false],
    [{ number: "2" }, "NOT_EQUAL", "1", true],
    [{ longText: "words" }, "EXISTS", "true", true],
    [{ longText: "  " }, "EXISTS", "true", false],
    [{ longText: "words" }, "EXISTS", "false", false],
    [null, "EXISTS", "false", true],
    [null, "NOT_EQUAL", "a", false],
    [{ silence: "DECLINED" }, "EXISTS", "true", false],
    [{ silence: "DECLINED" }, "EXISTS", "false", true],
    [{ silence: "NONE" }, "NOT_EQUAL", "a", false],
    [{ notAnswered: true }, "EXISTS", "false", true],
  ];
  test.each(cases)("of %j, %s %s, is %s", (answer, operator, wanted, expected) => {
    expect(holds(when("Q", operator, wanted), () => answer)).toBe(expected);
  });

  test("is joined with others as the edition says", () => {
    const conditions = [...when("A", "EXISTS", "true").conditions, ...when("B", "EXISTS", "true").conditions];
    const say = (question: string) => (question === "A" ? { boolean: true } : null);
    expect(holds({ behaviour: "ALL", conditions }, say)).toBe(false);
    expect(holds({ behaviour: "ANY", conditions }, say)).toBe(true);
  });
});

const question = (code: string, section: string, enabledWhen: When | null = null) =>
  ({ code, section, enabledWhen }) as FormQuestion;

/** Two modules; the second is chosen in the first, and has a chain of two conditions. */
function sample(): Form {
  const general = { code: "G", enabledWhen: null, questions: [question("G.modules", "G")] };
  const norm = {
    code: "N",
    enabledWhen: null,
    questions: [
      question("N.status", "N"),
      question("N.how", "N", when("N.status", "EQUAL", "done")),
      question("N.since", "N", when("N.how", "EXISTS", "true")),
      question("N.why_not", "N", when("N.how", "EXISTS", "false")),
    ],
  };
  const sections = [general, norm] as FormSection[];
  return {
    modules: [
      { code: "general", enabledWhen: null, sections: [general] },
      { code: "norms", enabledWhen: when("G.modules", "EQUAL", "norms"), sections: [norm] },
    ],
    sections,
    questions: new Map(sections.flatMap((section) => section.questions.map((one) => [one.code, one]))),
  } as unknown as Form;
}

describe("a form", () => {
  const everything: Told = { seen: new Set(["G", "N"]), sections: new Set(), questions: new Set() };
  const shown = (answers: Record<string, AnswerInput>, told = everything) => [
    ...enabledQuestions(sample(), (code) => answers[code] ?? null, told),
  ];

  test("shows a module when it is chosen", () => {
    expect(shown({})).toEqual(["G.modules"]);
    expect(shown({ "G.modules": chosen("norms") })).toEqual(["G.modules", "N.status", "N.why_not"]);
  });

  test("looks through what is hidden as if it were not answered", () => {
    const answers: Record<string, AnswerInput> = {
      "G.modules": chosen("norms"),
      "N.status": { singleChoice: { option: "done" } },
      "N.how": { longText: "So." },
    };
    expect(shown(answers)).toEqual(["G.modules", "N.status", "N.how", "N.since"]);
    const changed = { ...answers, "N.status": { singleChoice: { option: "planned" } } };
    expect(shown(changed)).toEqual(["G.modules", "N.status", "N.why_not"]);
  });

  test("takes the server's word where it rests on a section that the reader does not see", () => {
    const contributor: Told = {
      seen: new Set(["N"]),
      sections: new Set(["G", "N"]),
      questions: new Set(["N.status", "N.why_not"]),
    };
    const answers: Record<string, AnswerInput> = {
      "N.status": { singleChoice: { option: "done" } },
      "N.how": { longText: "So." },
    };
    expect(shown(answers, contributor)).toContain("N.since");
    expect(shown(answers, { ...contributor, sections: new Set(["G"]) })).not.toContain("N.status");
  });

  test("has sources: the questions that conditions rest on", () => {
    expect([...sources(sample())].sort()).toEqual(["G.modules", "N.how", "N.status"]);
  });
});
