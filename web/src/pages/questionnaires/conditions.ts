import type { ConditionOperator, LocalisedFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import type { Edition, Question } from "./documents";

type Options = Edition["optionLists"][number]["options"];

/** What a condition or a question names by code, with its words. */
export interface Conditions {
  questions: ReadonlyMap<string, Question>;
  options: ReadonlyMap<string, Options>;
}

export function readConditions({ modules, optionLists }: Edition): Conditions {
  const questions = modules.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  return {
    questions: new Map(questions.map((question) => [question.code, question])),
    options: new Map(optionLists.map(({ code, options }) => [code, options])),
  };
}

export function optionsOf({ options }: Conditions, { optionList }: Question): Options {
  return options.get(optionList?.code ?? "") ?? [];
}

/** What an answer is compared with: the label of an option, yes or no, or as it stands. */
export function comparedWith(
  conditions: Conditions,
  code: string,
  answer: string,
): { is: "option"; label: LocalisedFragment | null } | { is: "message"; id: MessageId } | { is: "value" } {
  const question = conditions.questions.get(code);
  const option = question && optionsOf(conditions, question).find((one) => one.code === answer);
  if (option) return { is: "option", label: option.label };
  if (question?.kind !== "BOOLEAN") return { is: "value" };
  return { is: "message", id: answer === "true" ? "questionnaire.yes" : "questionnaire.no" };
}

/** How a condition is said; that a question is answered is compared with `true` or `false`. */
export function sayingOf(operator: ConditionOperator, answer: string): MessageId {
  return operator === "EXISTS" && answer === "false" ? "questionnaire.if.LACKS" : `questionnaire.if.${operator}`;
}
