import type { CombinedError } from "urql";

import type { Trouble } from "./saving";

/** What may pass by itself, and what waits for a person. */
export function troubleIn(error: CombinedError | undefined): [Trouble["kind"], string | null] {
  if (error === undefined || error.networkError) return ["unreached", null];
  const fault = error.graphQLErrors[0];
  switch (fault?.extensions["code"]) {
    case "UNAUTHENTICATED":
      return ["signedOut", fault.message];
    case "UNAVAILABLE":
    case "INTERNAL":
    case "LIMIT":
      return ["busy", fault.message];
    default:
      return ["halted", fault?.message ?? null];
  }
}
