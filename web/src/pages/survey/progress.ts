import type { AnswerInput } from "../../gql/graphql";
import type { Form } from "./form";
import { isBlank } from "./said";

/** How far a section has come, counted as the server counts: nothing here is a duty. */
export interface Progress {
  shown: number;
  answered: number;
  expected: number;
  expectedAnswered: number;
  core: number;
  coreAnswered: number;
}

export const NO_PROGRESS: Progress = {
  shown: 0,
  answered: 0,
  expected: 0,
  expectedAnswered: 0,
  core: 0,
  coreAnswered: 0,
};

/** Counts over the questions that are shown. Bound questions are views of fields and are not counted. */
export function progressOf(
  form: Form,
  enabled: ReadonlySet<string>,
  say: (question: string) => AnswerInput | null,
): ReadonlyMap<string, Progress> {
  const progress = new Map<string, Progress>();
  for (const section of form.sections) {
    const counts = { ...NO_PROGRESS };
    for (const question of section.questions) {
      if (question.binds || !enabled.has(question.code)) continue;
      const said = say(question.code);
      const answered = Number(said !== null && !isBlank(said));
      counts.shown += 1;
      counts.answered += answered;
      counts.expected += Number(question.isExpected);
      counts.expectedAnswered += Number(question.isExpected) * answered;
      counts.core += Number(question.isOnShortPath);
      counts.coreAnswered += Number(question.isOnShortPath) * answered;
    }
    progress.set(section.code, counts);
  }
  return progress;
}

export function sum(parts: Iterable<Progress>): Progress {
  const whole = { ...NO_PROGRESS };
  for (const part of parts) {
    for (const key of Object.keys(whole) as (keyof Progress)[]) whole[key] += part[key];
  }
  return whole;
}
