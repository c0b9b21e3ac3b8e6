import type { AnswerAspect, ChangeKind, QuestionAspect } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** What became of an answer or a question. */
export const KINDS: Record<ChangeKind, MessageId> = {
  ADDED: "difference.kind.added",
  REMOVED: "difference.kind.removed",
  CHANGED: "difference.kind.changed",
  MOVED: "difference.kind.moved",
  UNCHANGED: "difference.kind.unchanged",
};

/** In what two answers differ. */
export const ASPECTS: Record<AnswerAspect, MessageId> = {
  VALUE: "difference.aspect.value",
  STANDING: "difference.aspect.standing",
  LANGUAGE: "difference.aspect.language",
  VISIBILITY: "difference.aspect.visibility",
};

/** In what two questions differ. */
export const QUESTION_ASPECTS: Record<QuestionAspect, MessageId> = {
  KIND: "difference.question.kind",
  WORDING: "difference.question.wording",
  CONDITION: "difference.question.condition",
  LEVEL: "difference.question.level",
  CEILING: "difference.question.ceiling",
  PROVISIONS: "difference.question.provisions",
  SECTION: "difference.question.section",
};
