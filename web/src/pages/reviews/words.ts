import type { ReviewerKind, ReviewStage } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const STAGES: Record<ReviewStage, MessageId> = {
  INVITED: "reviews.stage.invited",
  ACCEPTED: "reviews.stage.accepted",
  DECLINED: "reviews.stage.declined",
  DELIVERED: "reviews.stage.delivered",
  REPLIED: "reviews.stage.replied",
  PUBLISHED: "reviews.stage.published",
  ENDED: "reviews.stage.ended",
};

export const KINDS: Record<ReviewerKind, MessageId> = {
  STATE: "reviews.kind.state",
  ORGANISATION: "reviews.kind.organisation",
  EXPERT: "reviews.kind.expert",
};
