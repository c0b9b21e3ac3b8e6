import type { ProposalFilter, ProposalKind } from "../../gql/graphql";
import { isTongue, type Tongue } from "../../i18n/language";
import { isText } from "../coverage/view";

/** What the address of the list says: what it is narrowed to. All of it holds together. */
export interface ProposalsView {
  kind?: ProposalKind;
  theme?: string;
  /** The State that leads, by its code. */
  by?: string;
  instrument?: string;
  provision?: string;
  /** Words of the title. */
  words?: string;
  /** Also what is closed or taken back. */
  over?: true;
}

export const PROPOSAL_KINDS = ["FURTHER_NORM", "ELABORATION"] as const satisfies readonly ProposalKind[];

export const NAMES = ["kind", "theme", "by", "instrument", "provision", "words"] as const;

export function readProposals(search: Record<string, unknown>): ProposalsView {
  const view: ProposalsView = {};
  for (const name of ["theme", "by", "instrument", "provision", "words"] as const)
    if (isText(search[name])) view[name] = search[name];
  const kind = PROPOSAL_KINDS.find((one) => one === search["kind"]);
  if (kind) view.kind = kind;
  if (search["over"] === true) view.over = true;
  return view;
}

const one = <T>(code: T | undefined) => (code === undefined ? null : [code]);

/** What the service is asked for. Texts as a whole and words it does not know: they are picked out here. */
export function filterOf({ kind, theme, by, provision, over }: ProposalsView): ProposalFilter {
  return {
    kinds: one(kind),
    themes: one(theme),
    states: one(by),
    provisions: one(provision),
    isOverIncluded: over === true,
  };
}

/** What the address of one proposal says. */
export interface ProposalView {
  /** The version that is read: the newest, or what is being written, where none is named. */
  version?: number;
  /** The versions that are compared. */
  earlier?: number;
  later?: number;
  /** The language that it is read in; that of the page where none is named. */
  in?: Tongue;
}

export function readProposal(search: Record<string, unknown>): ProposalView {
  const view: ProposalView = {};
  for (const name of ["version", "earlier", "later"] as const) {
    const number = search[name];
    if (typeof number === "number" && Number.isInteger(number) && number > 0) view[name] = number;
  }
  const tongue = search["in"];
  if (isText(tongue) && isTongue(tongue)) view.in = tongue;
  return view;
}
