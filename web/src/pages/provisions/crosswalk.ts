import type { RelationReading } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** Where the other end of a relation stands in the drawing: texts follow each other as they were written. */
export type Side = "earlier" | "same" | "later";

/** When a text was written, as far as it is known. */
export interface Dated {
  code: string;
  date?: string | null | undefined;
  session: number;
}

/** The session that opened in 1946 was the first; a draft without a date is as old as its session. */
const BEFORE_SESSIONS = 1945;

function monthOf({ date, session }: Dated): string {
  return date ?? `${BEFORE_SESSIONS + session}-12`;
}

/** What each reading of a relation says, between the names of two provisions. */
export const READINGS: Record<RelationReading, MessageId> = {
  BROADER: "provisions.reading.broader",
  DERIVED_FROM: "provisions.reading.derivedFrom",
  EQUIVALENT: "provisions.reading.equivalent",
  NARROWER: "provisions.reading.narrower",
  RELATED: "provisions.reading.related",
  RESTATED_BY: "provisions.reading.restatedBy",
  RESTATES: "provisions.reading.restates",
  SOURCE_OF: "provisions.reading.sourceOf",
};

/** The same relation as read from its other end. */
export const OTHER_WAY: Record<RelationReading, RelationReading> = {
  RESTATES: "RESTATED_BY",
  RESTATED_BY: "RESTATES",
  DERIVED_FROM: "SOURCE_OF",
  SOURCE_OF: "DERIVED_FROM",
  NARROWER: "BROADER",
  BROADER: "NARROWER",
  EQUIVALENT: "EQUIVALENT",
  RELATED: "RELATED",
};

/** Sorts relations onto the sides of the drawing, by time within a side. */
export function sidesOf<T extends { provision: { instrument: Dated | null } | null }>(
  relations: readonly T[],
  own: Dated,
): Record<Side, T[]> {
  const sides: Record<Side, T[]> = { earlier: [], same: [], later: [] };
  const when = ({ provision }: T) => (provision?.instrument ? monthOf(provision.instrument) : "");
  for (const relation of [...relations].sort((one, other) => (when(one) < when(other) ? -1 : 1))) {
    const isSame = relation.provision?.instrument?.code === own.code;
    sides[isSame ? "same" : when(relation) < monthOf(own) ? "earlier" : "later"].push(relation);
  }
  return sides;
}

/** The curves from one point in the middle to each of `count` places beneath each other, in a square of 100 by 100. */
export function curvesOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => {
    const end = ((place + 0.5) * 100) / count;
    return `M 0 50 C 50 50, 50 ${end}, 100 ${end}`;
  });
}
