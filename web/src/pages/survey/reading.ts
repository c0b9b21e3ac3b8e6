import type { FileAnswerFragment, SharingPartsFragment, WorkingFileQuery as FileRead } from "../../gql/graphql";
import type { Told } from "./enablement";

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

export function toldBy(read: Read): Told {
  const seen = read.sections.filter((section) => section.enabledQuestions);
  const codes = (sections: Read["sections"]) => new Set(sections.flatMap(({ section }) => section?.code ?? []));
  return {
    seen: codes(seen),
    sections: codes(read.sections.filter((section) => section.isEnabled)),
    questions: new Set(seen.flatMap((section) => section.enabledQuestions ?? [])),
  };
}

export function byQuestion(problems: Read["problems"]): Map<string, string[]> {
  const messages = new Map<string, string[]>();
  for (const { question, message } of problems) {
    if (question) messages.set(question, [...(messages.get(question) ?? []), message]);
  }
  return messages;
}
