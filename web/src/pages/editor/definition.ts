import type {
  BoundField,
  ConditionOperator,
  EditionConditionInput,
  EditionDraftChangeInput,
  EditionEnablementInput,
  EnableBehaviour,
  Opens,
  Precision,
  PutQuestionInput,
  QuestionKind,
  QuestionLevel,
  QuestionnaireKind,
  VisibilityCeiling,
} from "../../gql/graphql";
import type { Draft, Shown } from "./draft";
import type { Place } from "./place";
import type { Fields } from "./typing";

type Question = Shown["modules"][number]["sections"][number]["questions"][number];

export interface Asked {
  question: string;
  operator: ConditionOperator;
  answer: string;
}

export interface Continued {
  edition: string;
  question: string;
  isComparable: boolean;
}

export interface OptionOf {
  code: string;
  isExclusive: boolean;
  hasText: boolean;
}

const PREFIX = "is ";

/** The field of a definition: told from fields of words by its name. */
export const defined = (name: string) => `${PREFIX}${name}`;
export const isDefinition = (field: string) => field.startsWith(PREFIX);

const named = (fields: Record<string, string>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [defined(name), value]));

/** Several codes, as they are typed. */
export const codesOf = (text: string | undefined): string[] => (text ?? "").split(/[\s,;]+/).filter(Boolean);

/** Several things that are kept in one field; nothing where they cannot be read. */
export function severalOf<One>(text: string | undefined): One[] {
  return text === undefined || text === "" ? [] : (JSON.parse(text) as One[]);
}

const asText = (several: readonly object[]) => (several.length === 0 ? "" : JSON.stringify(several));

export const questionsOf = (shown: Shown): Question[] =>
  shown.modules.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));

/** The module that a section stands in. */
export const moduleOf = (shown: Shown, section: string) =>
  shown.modules.find(({ sections }) => sections.some(({ code }) => code === section));

function conditionsOf(enablement: Question["enabledWhen"]) {
  const conditions = (enablement?.conditions ?? []).map(({ question, operator, answer }) => ({
    question,
    operator,
    answer,
  }));
  return { behaviour: enablement?.behaviour ?? "ALL", conditions: asText(conditions) };
}

/** What stands at a place beside its words. */
export function readDefinition({ sort, code }: Place, draft: Draft, shown: Shown): Fields {
  const sections = shown.modules.flatMap((module) => module.sections);
  const codes = (several: readonly { code: string }[]) => several.map((one) => one.code).join(" ");
  switch (sort) {
    case "edition":
      return named({
        kind: draft.kind,
        opens: draft.opens,
        instruments: draft.instruments.join(" "),
        pathModules: draft.shortPath?.modules.join(" ") ?? "",
        pathLimit: draft.shortPath?.maxQuestions.toString() ?? "",
      });
    case "module": {
      const module = shown.modules.find((one) => one.code === code);
      return module ? named(conditionsOf(module.enabledWhen)) : {};
    }
    case "section": {
      const section = sections.find((one) => one.code === code);
      if (!section) return {};
      return named({
        module: moduleOf(shown, code)?.code ?? "",
        provisions: codes(section.provisions),
        related: codes(section.relatedProvisions),
        ...conditionsOf(section.enabledWhen),
      });
    }
    case "list": {
      const options = shown.optionLists.find((list) => list.code === code)?.options ?? [];
      const own = options.map((one) => ({ code: one.code, isExclusive: one.isExclusive, hasText: one.hasText }));
      return named({ options: asText(own) });
    }
    case "question": {
      const question = questionsOf(shown).find((one) => one.code === code);
      return question ? ofQuestion(question) : {};
    }
  }
}

function ofQuestion(question: Question): Fields {
  const { bounds } = question;
  const continues = question.continues.map(({ edition, question: before, isComparable }) => ({
    edition,
    question: before,
    isComparable,
  }));
  return named({
    kind: question.kind,
    list: question.optionList?.code ?? "",
    maxLength: bounds.maxLength?.toString() ?? "",
    maxWords: bounds.maxWords?.toString() ?? "",
    maxItems: bounds.maxItems?.toString() ?? "",
    minimum: bounds.minimum ?? "",
    maximum: bounds.maximum ?? "",
    unit: bounds.unit ?? "",
    precision: bounds.precision ?? "DAY",
    isExpected: question.isExpected ? "yes" : "",
    level: question.level,
    pattern: question.pattern ?? "",
    binds: question.binds ?? "",
    ceiling: question.visibilityCeiling ?? "",
    provisions: question.provisions.map((one) => one.code).join(" "),
    continues: asText(continues),
    ...conditionsOf(question.enabledWhen),
  });
}

const PATH = ["pathModules", "pathLimit"].map(defined);

/** Whether the short path can be sent as it is typed: where it has modules, it says how many questions they may hold. */
export function isShortPathWhole(typed: Fields): boolean {
  const [modules, limit] = PATH.map((name) => typed[name] ?? "");
  return codesOf(modules).length === 0 || /^\d{1,4}$/.test(limit?.trim() ?? "");
}

/** A condition as the service takes it: what it is compared with follows the kind of the question that it asks for. */
function conditionInput({ question, operator, answer }: Asked, shown: Shown): EditionConditionInput {
  const kind = questionsOf(shown).find((one) => one.code === question)?.kind;
  if (operator === "EXISTS" || kind === "BOOLEAN") return { question, operator, isTrue: answer === "true" };
  if (kind === "SINGLE_CHOICE" || kind === "MULTI_CHOICE") return { question, operator, option: answer };
  return { question, operator, number: answer };
}

function enabledWhen(value: (name: string) => string, shown: Shown): { enabledWhen?: EditionEnablementInput } {
  const conditions = severalOf<Asked>(value("conditions")).map((one) => conditionInput(one, shown));
  if (conditions.length === 0) return {};
  return { enabledWhen: { behaviour: value("behaviour") as EnableBehaviour, conditions } };
}

/** What each kind of question has beside the others. */
export const BOUNDS: Record<QuestionKind, readonly string[]> = {
  SINGLE_CHOICE: ["list"],
  MULTI_CHOICE: ["list"],
  SCALE: ["minimum", "maximum"],
  BOOLEAN: [],
  SHORT_TEXT: ["maxLength"],
  LONG_TEXT: ["maxWords"],
  NUMBER: ["minimum", "maximum", "unit"],
  DATE: ["precision"],
  URL_LIST: ["maxItems"],
  EVIDENCE: ["maxItems"],
  STATE_LIST: [],
  CONTACT: [],
};

function questionInput(code: string, value: (name: string) => string, shown: Shown): PutQuestionInput {
  const kind = value("kind") as QuestionKind;
  const has = (name: string) => BOUNDS[kind].includes(name) && value(name).trim() !== "";
  const number = (name: string) => (has(name) ? { [name]: Number.parseInt(value(name), 10) } : {});
  const text = (name: string) => (has(name) ? { [name]: value(name).trim() } : {});
  return {
    code,
    // Where somebody took it away meanwhile it is not made anew.
    isNew: false,
    kind,
    ...number("maxLength"),
    ...number("maxWords"),
    ...number("maxItems"),
    ...text("list"),
    ...text("minimum"),
    ...text("maximum"),
    ...text("unit"),
    ...(has("precision") && { precision: value("precision") as Precision }),
    isExpected: value("isExpected") === "yes",
    level: value("level") as QuestionLevel,
    ...(value("pattern").trim() !== "" && { pattern: value("pattern").trim() }),
    ...(value("binds") !== "" && { binds: value("binds") as BoundField }),
    ...(value("ceiling") !== "" && { visibilityCeiling: value("ceiling") as VisibilityCeiling }),
    provisions: codesOf(value("provisions")),
    continues: severalOf<Continued>(value("continues")),
    ...enabledWhen(value, shown),
  };
}

/** The change that makes the definition of a place what was typed; none where nothing of it was. */
export function definitionChanges(
  { sort, code }: Place,
  typed: Fields,
  dirty: readonly string[],
  shown: Shown,
): EditionDraftChangeInput[] {
  if (!dirty.some(isDefinition)) return [];
  const value = (name: string) => typed[defined(name)] ?? "";
  switch (sort) {
    case "edition": {
      const [kind, opens] = [value("kind") as QuestionnaireKind, value("opens") as Opens];
      const modules = codesOf(value("pathModules"));
      const maxQuestions = modules.length === 0 ? 0 : Number.parseInt(value("pathLimit"), 10);
      const isHead = dirty.some((field) => isDefinition(field) && !PATH.includes(field));
      return [
        ...(isHead ? [{ setHead: { kind, opens, instruments: codesOf(value("instruments")) } }] : []),
        ...(dirty.some((field) => PATH.includes(field)) ? [{ setShortPath: { modules, maxQuestions } }] : []),
      ];
    }
    case "module":
      return [{ putModule: { code, isNew: false, ...enabledWhen(value, shown) } }];
    case "section": {
      const provisions = { provisions: codesOf(value("provisions")), relatedProvisions: codesOf(value("related")) };
      return [
        { putSection: { code, isNew: false, module: value("module"), ...provisions, ...enabledWhen(value, shown) } },
      ];
    }
    case "list":
      return [{ putOptionList: { code, isNew: false, options: severalOf<OptionOf>(value("options")) } }];
    case "question":
      return [{ putQuestion: questionInput(code, value, shown) }];
  }
}
