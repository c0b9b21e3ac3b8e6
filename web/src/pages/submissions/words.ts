import type { EntryKind, FilingStatus, RoundStage, SubmissionStage } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const STAGES: Record<SubmissionStage, MessageId> = {
  DRAFTING: "submission.stage.drafting",
  IN_CLEARANCE: "submission.stage.inClearance",
  CLEARED: "submission.stage.cleared",
  FILED: "submission.stage.filed",
  AMENDING: "submission.stage.amending",
  WITHDRAWN: "submission.stage.withdrawn",
};

export const ROUND_STAGES: Record<RoundStage, MessageId> = {
  PLANNED: "submission.round.planned",
  OPEN: "submission.round.open",
  CLOSED: "submission.round.closed",
  ARCHIVED: "submission.round.archived",
};

export const STATUSES: Record<FilingStatus, MessageId> = {
  STANDING: "submission.status.standing",
  SUPERSEDED: "submission.status.superseded",
  TOMBSTONE: "submission.status.tombstone",
  WITHDRAWN: "submission.status.withdrawn",
};

export const ACTS: Record<EntryKind, MessageId> = {
  FILING: "submission.act.filing",
  AMENDMENT: "submission.act.amendment",
  WITHDRAWAL: "submission.act.withdrawal",
};

/** Whether there is an extract to print: none of what was withdrawn, and none of the act that withdrew it. */
export function isPrinted({ kind, status }: { kind: EntryKind; status: FilingStatus | null | undefined }): boolean {
  return kind !== "WITHDRAWAL" && (status === "STANDING" || status === "SUPERSEDED");
}
