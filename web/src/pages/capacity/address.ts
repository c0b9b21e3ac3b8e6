import type { NeedFilter, NeedsFacet, OfferFilter } from "../../gql/graphql";
import { isText } from "../coverage/view";

/** A need, or an offer. */
export type Side = "need" | "offer";

/** What the address of a list says: what it is narrowed to. All of it holds together. */
export interface NoticesView {
  instrument?: string;
  provision?: string;
  theme?: string;
  kind?: string;
  /** Of offers alone. */
  form?: string;
  /** A State by its code, `QMA`, or an organisation by its, `au`. */
  by?: string;
  /** Also what is over. */
  over?: true;
}

const NAMES = ["instrument", "provision", "theme", "kind", "form", "by"] as const;

export function readNotices(search: Record<string, unknown>): NoticesView {
  const view: NoticesView = {};
  for (const name of NAMES) if (isText(search[name])) view[name] = search[name];
  if (search["over"] === true) view.over = true;
  return view;
}

export function isNarrowed(view: NoticesView): boolean {
  return NAMES.some((name) => view[name] !== undefined);
}

/** Whether a code is a State's: those have three capital letters, organisations have small ones. */
export function isStateCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

const one = (code: string | undefined) => (code === undefined ? null : [code]);

/** What the service is asked for. A text as a whole it does not know: its provisions are picked out here. */
export function filterOf(side: "need", view: NoticesView): NeedFilter;
export function filterOf(side: Side, view: NoticesView): OfferFilter;
export function filterOf(side: Side, { provision, theme, kind, form, by, over }: NoticesView): OfferFilter {
  const isState = by !== undefined && isStateCode(by);
  const filter = {
    isOverIncluded: over === true,
    provisions: one(provision),
    themes: one(theme),
    kinds: one(kind),
    // No need is an organisation's: asked for one, nothing is found.
    states: by === undefined ? null : isState || side === "need" ? [by] : null,
  };
  if (side === "need") return filter;
  return { ...filter, forms: one(form), organisations: by === undefined || isState ? null : [by] };
}

/** How needs stand against offers. */
export interface AgainstView {
  by?: NeedsFacet;
  group?: string;
  /** The instant as of which it is counted; now, where there is none. */
  asOf?: string;
}

export const FACETS = ["KIND", "THEME", "PROVISION"] as const satisfies readonly NeedsFacet[];

export function readAgainst({ by, group, asOf }: Record<string, unknown>): AgainstView {
  const facet = FACETS.find((name) => name === by);
  const instant = isText(asOf) && !Number.isNaN(Date.parse(asOf)) ? asOf : undefined;
  return { ...(facet && { by: facet }), ...(isText(group) && { group }), ...(instant && { asOf: instant }) };
}
