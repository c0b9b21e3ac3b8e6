import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

type Erring = Pick<CombinedError, "graphQLErrors">;

/** In what words a part of the console says why something was not done. */
export interface Refusals {
  /** By the reason that the service names. */
  reasons: Readonly<Record<string, MessageId>>;
  /** Something else was written meanwhile, to be read first. */
  moved: MessageId;
  /** The same, where it is a newer version. */
  newer?: MessageId;
  /** Whose act it is. */
  forbidden: MessageId;
}

/** Why something was refused, in plain words where there are any. */
export function refusalOf(error: Erring | null | undefined, words: Refusals): MessageId | null {
  const told = error?.graphQLErrors[0]?.extensions;
  if (told === undefined) return null;
  const reason = told["reason"];
  if (typeof reason === "string" && reason in words.reasons) return words.reasons[reason] ?? null;
  if (hasMoved(error)) return (typeof told["version"] === "number" ? words.newer : undefined) ?? words.moved;
  // A role that wants a second factor first is told so by the note of the fault.
  if (told["code"] === "FORBIDDEN" && reason === undefined) return words.forbidden;
  return null;
}

/** Whether it was refused because something newer is there, to be read first. */
export function hasMoved(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["code"] === "CONFLICT";
}

/** Whether it says so already, which is what was wanted. */
export function isUnchanged(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors[0]?.extensions["reason"] === "unchanged";
}
