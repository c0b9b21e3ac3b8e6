import type { ProposalKind, ProposalStage, RelationReading, TextStatus } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const STAGES: Record<ProposalStage, MessageId> = {
  DRAFTED: "proposal.stage.drafted",
  RELEASED: "proposal.stage.released",
  CLOSED: "proposal.stage.closed",
  WITHDRAWN: "proposal.stage.withdrawn",
};

export const KINDS: Record<ProposalKind, MessageId> = {
  FURTHER_NORM: "proposal.kind.furtherNorm",
  ELABORATION: "proposal.kind.elaboration",
};

/** How far what is said in a language may be relied on. */
export const STATUSES: Record<TextStatus, MessageId> = {
  OFFICIAL: "proposal.status.official",
  UNOFFICIAL: "proposal.status.unofficial",
  MACHINE: "proposal.status.machine",
};

/** How a proposal can stand to a provision: only a text that is there is a source, or restated. */
export const RELATIONS = [
  "RELATED",
  "NARROWER",
  "BROADER",
  "DERIVED_FROM",
  "RESTATES",
  "EQUIVALENT",
] as const satisfies readonly RelationReading[];
