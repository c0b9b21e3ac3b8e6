import type { RoundStage } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import type { MandateKind } from "./plan";

export const STAGES: Record<RoundStage, MessageId> = {
  PLANNED: "submission.round.planned",
  OPEN: "submission.round.open",
  CLOSED: "submission.round.closed",
  ARCHIVED: "submission.round.archived",
};

export const KINDS: Record<MandateKind, MessageId> = {
  paragraph: "rounds.mandate.paragraph",
  recommendation: "rounds.mandate.recommendation",
  ownRequest: "rounds.mandate.ownRequest",
};
