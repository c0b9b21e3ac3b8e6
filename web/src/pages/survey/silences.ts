import type { Silence } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** What is said instead of an answer. */
export const SILENCES: Record<Silence, MessageId> = {
  NONE: "survey.silence.none",
  NOT_APPLICABLE: "survey.silence.notApplicable",
  EXISTS_NOT_DISCLOSED: "survey.silence.existsNotDisclosed",
  DECLINED: "survey.silence.declined",
};
