import type { Refusals } from "../../widgets/entries/refusal";

/** Why something was not done in a review. */
export const REFUSALS: Refusals = {
  reasons: {
    ended: "reviews.refused.ended",
    expired: "reviews.refused.expired",
    filing_withdrawn: "reviews.refused.filingWithdrawn",
    not_standing: "reviews.refused.notStanding",
    own_state: "reviews.refused.ownState",
    not_later: "reviews.refused.notLater",
    above_ceiling: "reviews.refused.aboveCeiling",
    not_agreed: "reviews.refused.moved",
    accepted: "reviews.refused.moved",
    not_replied: "reviews.refused.moved",
  },
  moved: "reviews.refused.moved",
  forbidden: "reviews.refused.whoDecides",
};
