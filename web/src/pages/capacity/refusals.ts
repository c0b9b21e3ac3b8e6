import type { Refusals } from "../../widgets/entries/refusal";

/** Why something was not done with a need or an offer. */
export const REFUSALS: Refusals = {
  reasons: {
    ended: "capacity.refused.ended",
    not_released: "capacity.refused.notReleased",
    unchanged: "capacity.refused.unchanged",
    to_nobody: "capacity.refused.toNobody",
  },
  moved: "capacity.refused.moved",
  forbidden: "capacity.authorityReleases",
};
