import type { SearchKind } from "../../gql/graphql";
import { isTongue, type Tongue } from "../../i18n/language";
import { isText, readPosition } from "../coverage/view";

/** What is looked for, and among what, as an address says it. All of it holds together. */
export interface Sought {
  q?: string;
  kind?: SearchKind;
  /** An instrument, by its code or symbol. */
  instrument?: string;
  theme?: string;
  /** A round, by its key. */
  round?: string;
  /** A State, by its code. */
  state?: string;
  /** What is said in a language. */
  language?: Tongue;
  /** The position of the register at which the answers stood; the newest, where there is none. */
  asOf?: number;
}

export const KINDS = ["PROVISION", "QUESTION", "ANSWER", "PROPOSAL"] as const satisfies readonly SearchKind[];

/** Reads an address; what it cannot mean is left out. Words of digits alone come as a number. */
export function readSought(address: Record<string, unknown>): Sought {
  const { q, kind, instrument, theme, round, state, language, asOf } = address;
  const position = readPosition(asOf);
  const known = KINDS.find((name) => name === kind);
  const words = typeof q === "number" ? String(q) : q;
  return {
    ...(isText(words) && { q: words }),
    ...(known && { kind: known }),
    ...(isText(instrument) && { instrument }),
    ...(isText(theme) && { theme }),
    ...(isText(round) && { round }),
    // The service refuses what is no code at all.
    ...(typeof state === "string" && /^[A-Z]{3}$/.test(state) && { state }),
    ...(typeof language === "string" && isTongue(language) && { language }),
    ...(position !== undefined && { asOf: position }),
  };
}
