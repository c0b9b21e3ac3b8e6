import type { SearchKind } from "../../gql/graphql";
import { isText } from "../coverage/view";

/** What is looked for, as an address says it. */
export interface Sought {
  q?: string;
  kind?: SearchKind;
}

export const KINDS = ["PROVISION", "QUESTION", "ANSWER"] as const satisfies readonly SearchKind[];

/** Reads an address; what it cannot mean is left out. Words of digits alone come as a number. */
export function readSought({ q, kind }: Record<string, unknown>): Sought {
  const known = KINDS.find((name) => name === kind);
  const words = typeof q === "number" ? String(q) : q;
  return { ...(isText(words) && { q: words }), ...(known && { kind: known }) };
}
