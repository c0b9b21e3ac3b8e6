import type { MessageId } from "../../i18n/message-id";
import type { Refusals } from "../../widgets/entries/refusal";

/** Why something was not done with a proposal; `forbidden` says whose act it is. */
export const refusalsOf = (forbidden: MessageId): Refusals => ({
  reasons: {
    ended: "proposal.refused.ended",
    not_released: "proposal.refused.notReleased",
    unchanged: "capacity.refused.unchanged",
    to_nobody: "capacity.refused.toNobody",
    not_there: "proposal.refused.notThere",
  },
  moved: "capacity.refused.moved",
  newer: "proposal.refused.newer",
  forbidden,
});
