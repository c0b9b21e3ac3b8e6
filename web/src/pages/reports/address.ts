import type { CoveragePart } from "../../gql/graphql";
import { isText, PARTS, readPosition } from "../coverage/view";

/** What every report's address can say: the register position that it is read at; the newest, where there is none. */
export interface Read {
  asOf?: number;
}

export function readAsOf({ asOf }: Record<string, unknown>): Read {
  const position = readPosition(asOf);
  return position === undefined ? {} : { asOf: position };
}

/** One question over rounds. */
export interface TrendView extends Read {
  edition?: string;
  question?: string;
  group?: string;
  part?: CoveragePart;
}

export function readTrend(search: Record<string, unknown>): TrendView {
  const { edition, question, group, part } = search;
  const known = PARTS.find((name) => name === part);
  return {
    ...readAsOf(search),
    ...(isText(edition) && { edition }),
    ...(isText(question) && { question }),
    ...(isText(group) && { group }),
    ...(known && { part: known }),
  };
}

/** States side by side. */
export interface ComparisonView extends Read {
  round?: string;
  /** The codes of the States, with spaces between. */
  states?: string;
  instrument?: string;
  provision?: string;
}

export function readComparison(search: Record<string, unknown>): ComparisonView {
  const { round, states, instrument, provision } = search;
  return {
    ...readAsOf(search),
    ...(isText(round) && { round }),
    ...(isText(states) && { states }),
    ...(isText(instrument) && { instrument }),
    ...(isText(provision) && { provision }),
  };
}

/** The States that an address names, each once. */
export function codesIn(states: string | undefined): string[] {
  return [...new Set((states ?? "").split(/[\s,]+/).filter((code) => /^[A-Z]{3}$/.test(code)))];
}
