import type { Adoption } from "../../gql/graphql";
import { isAgreed } from "../coverage/figures";
import { isLead } from "../reports/asked";

interface Placed {
  adoption: Adoption;
  provision?: { instrument?: { code: string } | null } | null;
}

/** What is said about the provisions of one instrument. */
export interface Text<P> {
  code: string;
  adoption: Adoption;
  provisions: P[];
}

/** Provisions by instrument, both in the order in which they come; texts that were not agreed apart from those that were. */
export function arranged<P extends Placed>(provisions: readonly P[]): { agreed: Text<P>[]; apart: Text<P>[] } {
  const texts = new Map<string, Text<P>>();
  for (const row of provisions) {
    const code = row.provision?.instrument?.code;
    if (code === undefined) continue;
    const text = texts.get(code) ?? { code, adoption: row.adoption, provisions: [] };
    text.provisions.push(row);
    texts.set(code, text);
  }
  const all = [...texts.values()];
  return {
    agreed: all.filter(({ adoption }) => isAgreed(adoption)),
    apart: all.filter(({ adoption }) => !isAgreed(adoption)),
  };
}

interface Answered {
  answers: readonly { id: string | number }[];
}

/** Provisions that a State answers for with the very same answers, which are then read once. */
export function together<P extends Answered>(rows: readonly P[]): P[][] {
  const found = new Map<string, P[]>();
  for (const row of rows) {
    const key = row.answers.map(({ id }) => id).join(" ");
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found.values()];
}

/** How many answers are read at a glance, where none is to a lead question. */
const FEW = 3;

/** The answers to be read first, the lead questions where there are any, and those to be unfolded. */
export function atAGlance<A extends { question?: { pattern?: string | null } | null }>(
  answers: readonly A[],
): { first: A[]; further: A[] } {
  const leads = answers.filter(({ question }) => isLead(question ?? {}));
  const first = leads.length > 0 ? leads : answers.slice(0, FEW);
  return { first, further: answers.filter((answer) => !first.includes(answer)) };
}

/** The position in a citation, `normtrack:views-2027/12#VA.capacity`. */
export function positionOf(citation: string): number | null {
  const found = /\/(\d+)(?:#|$)/.exec(citation)?.[1];
  return found === undefined ? null : Number(found);
}
