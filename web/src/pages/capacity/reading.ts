import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import { type AllPages, useAllPages } from "../../app/all-pages";
import { useIsSignedIn } from "../../app/session";
import type {
  AreasOfStatesQuery,
  CapacityChoicesQuery,
  CapacityPlacesQuery,
  NeedsListedQuery,
  OffersListedQuery,
} from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { useTongue } from "../../widgets";
import { memberCode } from "../coverage/figures";
import { type NoticesView, type Side } from "./address";
import { filterOf } from "./asking";
import { AreasOfStates, CapacityChoices, CapacityPlaces, type Listed, NeedsListed, OffersListed } from "./documents";

/** Every need, or every offer, that the address asks for. They change by themselves, so they are asked for each time. */
export function useListed(side: Side, view: NoticesView): AllPages<Listed> {
  const needs = useAllPages(NeedsListed, side === "need" ? { filter: filterOf("need", view) } : null, needsOf, ANEW);
  const offers = useAllPages(OffersListed, side === "offer" ? { filter: filterOf(side, view) } : null, offersOf, ANEW);
  return side === "need" ? needs : offers;
}

export const ANEW = "network-only";

const needsOf = (data: NeedsListedQuery) => data.needs;
const offersOf = (data: OffersListedQuery) => data.offers;

type Memberships = NonNullable<CapacityPlacesQuery["viewer"]>["memberships"];

interface Reader {
  /** Their account; none where nobody is signed in, or it has not come yet. */
  account: string | null;
  memberships: Memberships;
  isKnown: boolean;
}

/** Who reads, with the memberships that give something now. */
export function useReader(): Reader {
  const isSignedIn = useIsSignedIn();
  const withheld = useWithheld();
  const [{ data, fetching }] = useQuery({ query: CapacityPlaces, pause: !isSignedIn });
  const viewer = isSignedIn ? data?.viewer : null;
  const memberships = useMemo(
    () => (viewer?.memberships ?? []).filter(({ role }) => !withheld.includes(role)),
    [viewer, withheld],
  );
  return {
    account: viewer?.account.id ?? null,
    memberships,
    isKnown: !isSignedIn || (!fetching && data !== undefined),
  };
}

export type Choices = CapacityChoicesQuery;

/** What can be chosen among: the lists of the catalogue. */
export function useChoices() {
  const [{ data, error }] = useQuery({ query: CapacityChoices });
  return { choices: data, error };
}

/** What stands in the list of regional groups for States that are in none. */
const NO_GROUP = ["none", "observer"];
const SPECIAL = ["ldc", "lldc", "sids"] as const;

export interface Group {
  code: string;
  label: string;
}

/**
 * The groups that States belong to, kind by kind and each kind by name: regional groups, special ones, areas, organisations.
 * Areas come when they are wanted.
 */
export function useGroups(choices: Choices | undefined, isWanted: boolean): readonly Group[] {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { nodes } = useAllPages(AreasOfStates, isWanted ? EVERY : null, statesOf);
  return useMemo(() => {
    const { compare } = new Intl.Collator(localeOf(tongue));
    const sorted = (groups: Group[]) => groups.sort((one, other) => compare(one.label, other.label));
    const areas = new Map(
      nodes.flatMap((state) => state.areas.map(({ code, label }) => [code, label?.content ?? code])),
    );
    return [
      ...sorted(
        (choices?.regions ?? [])
          .filter(({ code }) => !NO_GROUP.includes(code))
          .map(({ code, label }) => ({ code: `regional:${code}`, label: label?.content ?? code })),
      ),
      ...SPECIAL.map((code) => ({ code, label: formatMessage({ id: `coverage.${code}` }) })),
      ...sorted([...areas].map(([code, label]) => ({ code: `m49:${code}`, label }))),
      ...sorted(
        (choices?.organisations ?? []).map(({ code, name, abbreviation }) => ({
          code: `organisation:${code}`,
          label: name?.content ?? abbreviation,
        })),
      ),
    ];
  }, [choices, nodes, tongue, formatMessage]);
}

const EVERY = {};
const statesOf = (data: AreasOfStatesQuery) => data.states;

/** What a group is called. */
export function groupName(groups: readonly Group[], code: string): string {
  return groups.find((group) => group.code === code)?.label ?? memberCode(code);
}

/** Whether the name of one of them has to be asked for first. */
export function hasArea(codes: readonly string[]): boolean {
  return codes.some((code) => code.startsWith("m49:"));
}
