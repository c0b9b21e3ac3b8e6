import type { NeedsFacet } from "../../gql/graphql";
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

export const NAMES = ["instrument", "provision", "theme", "kind", "form", "by"] as const;

export function readNotices(search: Record<string, unknown>): NoticesView {
  const view: NoticesView = {};
  for (const name of NAMES) if (isText(search[name])) view[name] = search[name];
  if (search["over"] === true) view.over = true;
  return view;
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
