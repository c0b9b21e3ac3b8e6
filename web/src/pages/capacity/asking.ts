import type { NeedFilter, OfferFilter } from "../../gql/graphql";
import { NAMES, type NoticesView, type Side } from "./address";

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
