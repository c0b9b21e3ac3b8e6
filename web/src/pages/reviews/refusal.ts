import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

type Erring = Pick<CombinedError, "graphQLErrors">;

const REASONS: Record<string, MessageId> = {
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
};

/** Why something was refused, in plain words where there are any. */
export function refusalOf(error: Erring | null | undefined): MessageId | null {
  const told = error?.graphQLErrors[0]?.extensions;
  if (told === undefined) return null;
  const reason = told["reason"];
  if (typeof reason === "string" && reason in REASONS) return REASONS[reason] ?? null;
  if (told["code"] === "CONFLICT") return "reviews.refused.moved";
  // A role that wants a second factor first is told so by the note of the fault.
  if (told["code"] === "FORBIDDEN" && reason === undefined) return "reviews.refused.whoDecides";
  return null;
}

/** Whether somebody wrote another text meanwhile, to be read first. */
export function hasMoved(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["code"] === "CONFLICT";
}
