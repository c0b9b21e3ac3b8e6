import type { Client } from "urql";

import { PLAIN } from "../../app/plain";
import type {
  FileAnswerFragment,
  SaveAnswersMutation,
  SharingPartsFragment,
  UnmergedTextFragment,
  WorkingFileQuery as FileRead,
} from "../../gql/graphql";
import { UnmergedIn, WorkingFileQuery } from "./documents";
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

/** Texts that wait to be merged, by question. */
export type Unmerged = Map<string, readonly UnmergedTextFragment[]>;

/** Reads a working file with the texts in it that wait to be merged; those are asked for where there are any. */
export async function readFile(client: Client, id: string) {
  const { data, error } = await client.query(WorkingFileQuery, { id }, PLAIN).toPromise();
  const waiting = (data?.submission?.sections ?? []).filter(({ unmergedCount }) => unmergedCount > 0);
  const texts = await Promise.all(
    waiting.map(({ section }) => client.query(UnmergedIn, { id, section: section?.code ?? "" }, PLAIN).toPromise()),
  );
  const unmerged: Unmerged = new Map();
  for (const text of texts.flatMap((read) => read.data?.submission?.section?.unmerged ?? [])) {
    unmerged.set(text.questionCode, [...(unmerged.get(text.questionCode) ?? []), text]);
  }
  return { data, error: error ?? texts.find((read) => read.error)?.error, unmerged };
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
