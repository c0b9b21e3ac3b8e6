import type {
  FileAnswerFragment,
  SaveAnswersMutation,
  SharingPartsFragment,
  WorkingFileQuery as FileRead,
} from "../../gql/graphql";
import type { Told } from "./enablement";
import { asAsked, saidOf } from "./said";
import type { Result } from "./saving";

/** A working file as the server tells it. */
export type Read = NonNullable<FileRead["submission"]>;

/** What is known of an answer besides what it says. */
export interface Meta {
  ownSharing: SharingPartsFragment | null;
  isConfirmed: boolean;
}

export function metaOf(answer: FileAnswerFragment): Meta {
  return { ownSharing: answer.ownSharing ?? null, isConfirmed: answer.isConfirmed };
}

/** Who reads the file in this tab. */
export interface Reader {
  account: string;
  /** Whom the tokens of the session are for. */
  subject: string | null;
  /** Every section of it; else those that were given to them. */
  readsWhole: boolean;
}

/** What the server told; of a section that is not the reader's it names no question. */
export function toldBy(read: Read, { readsWhole }: Reader): Told {
  const codes = (sections: Read["sections"]) => new Set(sections.flatMap(({ section }) => section?.code ?? []));
  return {
    seen: codes(read.sections.filter((section) => readsWhole || section.enabledQuestions.length > 0)),
    sections: codes(read.sections.filter((section) => section.isEnabled)),
    questions: new Set(read.sections.flatMap((section) => section.enabledQuestions)),
  };
}

export function byQuestion(problems: Read["problems"]): Map<string, string[]> {
  const messages = new Map<string, string[]>();
  for (const { question, message } of problems) {
    if (question) messages.set(question, [...(messages.get(question) ?? []), message]);
  }
  return messages;
}

/** What became of one answer, in the form in which answers are kept here. */
export function resultOf(saved: SaveAnswersMutation["saveAnswers"]["results"][number], kind: string): Result {
  return {
    question: saved.question,
    outcome: saved.outcome,
    revision: saved.revision ?? null,
    content: asAsked(saidOf(saved.content), kind),
    stored: asAsked(saidOf(saved.stored), kind),
    messages: saved.problems.map(({ message }) => message),
  };
}
