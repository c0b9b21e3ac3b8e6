import type { AnswerInput, WhenFragment as Enablement } from "../../gql/graphql";
import { type Form, type FormQuestion, type FormSection } from "./form";
import { isBlank, valueOf } from "./said";

type Condition = Enablement["conditions"][number];

/** What is said to a question now; none where it is not answered. */
export type Say = (question: string) => AnswerInput | null;

/** What the server told of a section of which this reader is not shown the answers. */
export interface Told {
  /** Sections whose answers the reader sees. */
  seen: ReadonlySet<string>;
  /** Sections that the server called enabled. */
  sections: ReadonlySet<string>;
  /** Questions that the server called enabled. */
  questions: ReadonlySet<string>;
}

/**
 * The questions that are shown. Conditions refer to earlier questions only, so one pass in the order of the edition
 * decides all. Where a condition rests on a section that this reader does not see, the server's word holds.
 */
export function enabledQuestions(form: Form, say: Say, told: Told): ReadonlySet<string> {
  const enabled = new Set<string>();
  const standing = (code: string) => (enabled.has(code) ? say(code) : null);
  const isKnown = (when: Enablement | null | undefined) =>
    (when?.conditions ?? []).every(({ question }) => {
      const section = form.questions.get(question)?.section;
      return section === undefined || told.seen.has(section);
    });
  const gate = (when: Enablement | null | undefined, word: boolean) => (isKnown(when) ? holds(when, standing) : word);

  for (const module of form.modules) {
    for (const section of module.sections) {
      const word = told.sections.has(section.code);
      if (!gate(module.enabledWhen, word) || !gate(section.enabledWhen, word)) continue;
      for (const question of section.questions) {
        if (gate(question.enabledWhen, told.questions.has(question.code))) enabled.add(question.code);
      }
    }
  }
  return enabled;
}

/** The sections in which something is shown. */
export function enabledSections(form: Form, enabled: ReadonlySet<string>): FormSection[] {
  return form.sections.filter((section) => section.questions.some(({ code }) => enabled.has(code)));
}

/** The questions on which conditions rest: only a change of one of these can show or hide others. */
export function sources(form: Form): ReadonlySet<string> {
  const whens = form.modules.flatMap((module) => [
    module.enabledWhen,
    ...module.sections.flatMap((section) => [
      section.enabledWhen,
      ...section.questions.map((question: FormQuestion) => question.enabledWhen),
    ]),
  ]);
  return new Set(whens.flatMap((when) => (when?.conditions ?? []).map(({ question }) => question)));
}

/** FHIR's `enableWhen` with `enableBehavior`: nothing to hold holds. */
export function holds(when: Enablement | null | undefined, standing: Say): boolean {
  if (!when) return true;
  const each = (condition: Condition) => compare(condition, standing(condition.question));
  return when.behaviour === "ALL" ? when.conditions.every(each) : when.conditions.some(each);
}

/** An unanswered, hidden or silent question makes every comparison false and `EXISTS false` true. */
function compare({ operator, answer: wanted }: Condition, said: AnswerInput | null): boolean {
  const exists = said !== null && valueIn(said);
  if (operator === "EXISTS") return exists === (wanted === "true");
  if (!exists) return false;

  const single = valueOf(said, "singleChoice");
  const options = single === null ? valueOf(said, "multiChoice") : [single];
  if (options !== null) {
    const isChosen = options.some(({ option }) => option === wanted);
    return operator === "EQUAL" ? isChosen : operator === "NOT_EQUAL" && !isChosen;
  }
  const isYes = valueOf(said, "boolean");
  if (isYes !== null) return operator === "EQUAL" && isYes === (wanted === "true");

  const number = Number(valueOf(said, "scale") ?? valueOf(said, "number") ?? Number.NaN);
  const bound = Number(wanted);
  if (Number.isNaN(number)) return false;
  switch (operator) {
    case "EQUAL":
      return number === bound;
    case "NOT_EQUAL":
      return number !== bound;
    case "GREATER":
      return number > bound;
    case "LESS":
      return number < bound;
    case "AT_LEAST":
      return number >= bound;
    case "AT_MOST":
      return number <= bound;
  }
}

/** Whether it is a value with something in it, and no silence. */
function valueIn(said: AnswerInput): boolean {
  return !("silence" in said && said.silence) && !isBlank(said);
}
