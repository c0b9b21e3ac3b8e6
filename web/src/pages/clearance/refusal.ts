import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

type Erring = Pick<CombinedError, "graphQLErrors">;

const REASONS: Record<string, MessageId> = {
  in_clearance: "clearance.refused.inClearance",
  not_in_clearance: "clearance.refused.notInClearance",
  nobody_signs: "clearance.refused.nobodySigns",
  not_awaited: "clearance.refused.notAwaited",
  four_eyes: "clearance.refused.fourEyes",
  not_cleared: "clearance.refused.notCleared",
  may_not_read: "comments.refused.mayNotRead",
  unchanged: "clearance.refused.unchanged",
  too_long: "clearance.refused.tooLong",
};

/** Why something was refused, where the service names a reason that has words. */
export function refusalOf(error: Erring | null | undefined): MessageId | null {
  const fault = error?.graphQLErrors[0]?.extensions;
  if (fault?.["code"] === "CONFLICT" && fault["turn"] !== undefined) return "clearance.refused.moved";
  const reason = fault?.["reason"];
  return typeof reason === "string" ? (REASONS[reason] ?? null) : null;
}

/** Whether what was read is no longer what lies there: it has to be read anew. */
export function hasMoved(error: Erring | null | undefined): boolean {
  return refusalOf(error) === "clearance.refused.moved";
}

/** Whether it was so already, which is what was wanted. */
export function isUnchanged(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["reason"] === "unchanged";
}

/** The section that a refusal names. */
export function sectionIn(error: Erring | null | undefined): string | null {
  const section = error?.graphQLErrors[0]?.extensions["section"];
  return typeof section === "string" ? section : null;
}
