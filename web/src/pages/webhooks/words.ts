import type { WebhookFailure, WebhookKind, WebhookOutcome, WebhookStatus } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** What a webhook is told of, in the order of the form. */
export const KINDS: Record<WebhookKind, MessageId> = {
  FILING_RECORDED: "webhook.kind.filingRecorded",
  FILING_AMENDED: "webhook.kind.filingAmended",
  FILING_WITHDRAWN: "webhook.kind.filingWithdrawn",
  FILING_VISIBILITY_CHANGED: "webhook.kind.visibilityChanged",
  RELEASE_MADE: "webhook.kind.releaseMade",
  ROUND_ANNOUNCED: "webhook.kind.roundAnnounced",
  ROUND_OPENED: "webhook.kind.roundOpened",
  ROUND_CHANGED: "webhook.kind.roundChanged",
  ROUND_CLOSED: "webhook.kind.roundClosed",
  EDITION_PUBLISHED: "webhook.kind.editionPublished",
  PROPOSAL_PUBLISHED: "webhook.kind.proposalPublished",
  PROPOSAL_CHANGED: "webhook.kind.proposalChanged",
  PROPOSAL_CLOSED: "webhook.kind.proposalClosed",
  PROPOSAL_WITHDRAWN: "webhook.kind.proposalWithdrawn",
  REVIEW_PUBLISHED: "webhook.kind.reviewPublished",
};

export const STATUSES: Record<WebhookStatus, MessageId> = {
  ACTIVE: "webhook.status.active",
  PAUSED: "webhook.status.paused",
  FAILING: "webhook.status.failing",
  ENDED: "webhook.status.ended",
  GONE: "webhook.status.gone",
};

export const OUTCOMES: Record<WebhookOutcome, MessageId> = {
  DELIVERED: "webhook.outcome.delivered",
  FAILED: "webhook.outcome.failed",
  WAITING: "webhook.outcome.waiting",
};

export const FAILURES: Record<WebhookFailure, MessageId> = {
  STATUS: "webhook.failure.status",
  INSIDE: "webhook.failure.inside",
  UNREACHABLE: "webhook.failure.unreachable",
  TOO_SLOW: "webhook.failure.tooSlow",
};
