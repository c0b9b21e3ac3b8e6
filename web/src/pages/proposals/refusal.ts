import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

type Erring = Pick<CombinedError, "graphQLErrors">;

const REASONS: Record<string, MessageId> = {
  ended: "proposal.refused.ended",
  not_released: "proposal.refused.notReleased",
  unchanged: "capacity.refused.unchanged",
  to_nobody: "capacity.refused.toNobody",
  not_there: "proposal.refused.notThere",
};

/** Why something was refused, in plain words where there are any; `forbidden` says whose act it is. */
export function refusalOf(error: Erring | null | undefined, forbidden: MessageId): MessageId | null {
  const told = error?.graphQLErrors[0]?.extensions;
  if (told === undefined) return null;
  const reason = told["reason"];
  if (typeof reason === "string" && reason in REASONS) return REASONS[reason] ?? null;
  if (told["code"] === "CONFLICT")
    return typeof told["version"] === "number" ? "proposal.refused.newer" : "capacity.refused.moved";
  // A role that wants a second factor first is told so by the note of the fault.
  if (told["code"] === "FORBIDDEN" && reason === undefined) return forbidden;
  return null;
}

/** Whether it was refused because something newer is there, to be read first. */
export function hasMoved(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["code"] === "CONFLICT";
}
