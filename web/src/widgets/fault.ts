import type { CombinedError } from "urql";

import type { MessageId } from "../i18n/message-id";

/** The closed set of codes of the service, and what happens before it answers. */
const TITLES = {
  UNAUTHENTICATED: "shell.fault.unauthenticated",
  FORBIDDEN: "shell.fault.forbidden",
  NOT_FOUND: "shell.fault.notFound",
  INVALID: "shell.fault.invalid",
  CONFLICT: "shell.fault.conflict",
  STATE: "shell.fault.state",
  LIMIT: "shell.fault.limit",
  UNAVAILABLE: "shell.fault.unavailable",
  INTERNAL: "shell.fault.internal",
  UNREACHABLE: "shell.fault.unreachable",
} satisfies Record<string, MessageId>;

export type FaultCode = keyof typeof TITLES;

/** An error as a reader meets it. */
export interface FaultWords {
  /** What to quote. */
  code: FaultCode;
  title: MessageId;
  /** What the service says, in the reader's language. */
  detail: string | null;
  /** The service's own name for the occurrence; with `INTERNAL` only. */
  id: string | null;
}

type Erring = Pick<CombinedError, "graphQLErrors" | "networkError">;

function isCode(text: unknown): text is FaultCode {
  return typeof text === "string" && text in TITLES;
}

/** The code of an error; no answer at all is `UNREACHABLE`. */
export function codeOf(error: Erring): FaultCode {
  const said = error.graphQLErrors[0]?.extensions["code"];
  if (isCode(said)) return said;
  return error.networkError ? "UNREACHABLE" : "INTERNAL";
}

/** What a reader is told of an error. */
export function wordsOf(error: Erring): FaultWords {
  const code = codeOf(error);
  const first = error.graphQLErrors[0];
  const id = first?.extensions["id"];
  return { code, title: TITLES[code], detail: first?.message ?? null, id: typeof id === "string" ? id : null };
}
