import type { SearchForQueryVariables, SearchKind } from "../../gql/graphql";
import { apiLanguage } from "../../i18n/language";
import { KINDS, readSought, type Sought } from "./address";

/** By what a search is narrowed, in the order in which the page offers it. */
export const NARROWINGS = [
  "instrument",
  "theme",
  "round",
  "state",
  "language",
] as const satisfies readonly (keyof Sought)[];

export type Narrowing = (typeof NARROWINGS)[number];

export function narrowingsIn(sought: Sought): Narrowing[] {
  return NARROWINGS.filter((name) => sought[name] !== undefined);
}

/** The same search among everything. */
export function widened({ q, kind, asOf }: Sought): Sought {
  return { ...(q !== undefined && { q }), ...(kind && { kind }), ...(asOf !== undefined && { asOf }) };
}

/** The same search with one part of it otherwise, or without it. */
export function changed(sought: Sought, name: keyof Sought, value: string | undefined): Sought {
  return readSought({ ...sought, [name]: value });
}

/** What the service is asked for. */
export function argumentsOf({ q = "", kind, language, ...others }: Sought): Omit<SearchForQueryVariables, "after"> {
  return { ...others, query: q, kinds: kind ? [kind] : null, language: language ? apiLanguage(language) : null };
}

/** What can be found at all where a search is narrowed so: of a State what it says, of a round what it asks and was answered. */
export function kindsWithin({ round, state }: Sought): readonly SearchKind[] {
  if (state !== undefined) return round === undefined ? ["ANSWER", "PROPOSAL"] : ["ANSWER"];
  return round === undefined ? KINDS : ["QUESTION", "ANSWER"];
}
