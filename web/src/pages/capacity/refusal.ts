import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

type Erring = Pick<CombinedError, "graphQLErrors">;

const REASONS: Record<string, MessageId> = {
  ended: "capacity.refused.ended",
  not_released: "capacity.refused.notReleased",
  unchanged: "capacity.refused.unchanged",
  to_nobody: "capacity.refused.toNobody",
};

/** Why something was refused, in plain words where there are any; `forbidden` says whose act it is. */
export function refusalOf(
  error: Erring | null | undefined,
  forbidden: MessageId = "capacity.authorityReleases",
): MessageId | null {
  const told = error?.graphQLErrors[0]?.extensions;
  if (told === undefined) return null;
  const reason = told["reason"];
  if (typeof reason === "string" && reason in REASONS) return REASONS[reason] ?? null;
  if (told["code"] === "CONFLICT") return "capacity.refused.moved";
  // A role that wants a second factor first is told so by the note of the fault.
  if (told["code"] === "FORBIDDEN" && reason === undefined) return forbidden;
  return null;
}

/** The revision that stands, where somebody wrote another one meanwhile. */
export function standingRevision(error: Erring | null | undefined): number | null {
  const told = error?.graphQLErrors[0]?.extensions;
  const revision = told?.["revision"];
  return told?.["code"] === "CONFLICT" && typeof revision === "number" ? revision : null;
}

/** Whether it says so already, which is what was wanted. */
export function isUnchanged(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["reason"] === "unchanged";
}
