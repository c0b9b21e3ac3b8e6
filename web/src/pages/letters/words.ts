import type { LetterFailure, LetterMatter } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const MATTER_WORDS: Record<LetterMatter, MessageId> = {
  INVITATION: "letters.matter.invitation",
  REMINDER: "letters.matter.reminder",
};

export const MEANS: Record<LetterMatter, MessageId> = {
  INVITATION: "letters.means.invitation",
  REMINDER: "letters.means.reminder",
};

export const CONFIRMS: Record<LetterMatter, MessageId> = {
  INVITATION: "letters.confirm.invitation",
  REMINDER: "letters.confirm.reminder",
};

export const FAILURES: Record<LetterFailure, MessageId> = {
  UNREACHABLE: "letters.failure.unreachable",
  TOO_SLOW: "letters.failure.tooSlow",
  UNFIT: "letters.failure.unfit",
};
