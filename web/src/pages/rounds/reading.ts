import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useQuery } from "urql";

import { useAllPages } from "../../app/all-pages";
import type { RoundChoicesQuery, RoundsListedQuery, StatesToInviteQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { useTongue } from "../../widgets";
import type { Choosable } from "../../widgets/choice";
import { RoundChoices, RoundsListed, StatesToInvite } from "./documents";
import { FICTIONAL, isFictional, type KnownState } from "./invited";

const EVERY = {};
const roundsOf = (data: RoundsListedQuery) => data.rounds;
const statesOf = (data: StatesToInviteQuery) => data.states;

/** Every round there is, as it stands now. */
export function useRounds() {
  return useAllPages(RoundsListed, EVERY, roundsOf, "network-only");
}

export type Choices = RoundChoicesQuery;

/** What can be chosen among: the catalogue. */
export function useChoices() {
  const [{ data, error }, again] = useQuery({ query: RoundChoices });
  return { choices: data, error, retry: () => again({ requestPolicy: "network-only" }) };
}

/** What stands in the list of regional groups for States that are in none. */
const NO_GROUP = ["none", "observer"];
const SPECIAL = ["ldc", "lldc", "sids"] as const;

export interface Invitable {
  states: readonly KnownState[];
  groups: readonly Choosable[];
  isComplete: boolean;
  error: ReturnType<typeof useAllPages>["error"];
  retry: () => void;
}

/** Every State by name, and the groups that they belong to: kind by kind, and each kind by name. */
export function useInvitable(choices: Choices): Invitable {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { nodes, isComplete, error, retry } = useAllPages(StatesToInvite, EVERY, statesOf);
  return useMemo(() => {
    const { compare } = new Intl.Collator(localeOf(tongue));
    const sorted = (groups: Choosable[]) => groups.sort((one, other) => compare(one.label, other.label));
    const memberships = new Map<string, string[]>();
    for (const { code, members } of choices.organisations)
      for (const member of members)
        memberships.set(member.code, [...(memberships.get(member.code) ?? []), `organisation:${code}`]);
    const states = nodes.map((state) => ({
      code: state.code,
      name: state.name?.content ?? state.code,
      isObserver: state.status === "OBSERVER",
      groups: [
        `regional:${state.regionalGroup.code}`,
        ...(state.isLdc ? ["ldc"] : []),
        ...(state.isLldc ? ["lldc"] : []),
        ...(state.isSids ? ["sids"] : []),
        ...state.areas.map(({ code }) => `m49:${code}`),
        ...(memberships.get(state.code) ?? []),
      ],
    }));
    const areas = new Map(
      nodes.flatMap((state) => state.areas.map(({ code, label }) => [code, label?.content ?? code])),
    );
    const groups = [
      ...(states.some(({ code }) => isFictional(code))
        ? [{ code: FICTIONAL, label: formatMessage({ id: "rounds.fictionalStates" }) }]
        : []),
      ...sorted(
        (choices.regions ?? [])
          .filter(({ code }) => !NO_GROUP.includes(code))
          .map(({ code, label }) => ({ code: `regional:${code}`, label: label?.content ?? code })),
      ),
      ...SPECIAL.map((code) => ({ code, label: formatMessage({ id: `coverage.${code}` }) })),
      ...sorted([...areas].map(([code, label]) => ({ code: `m49:${code}`, label }))),
      ...sorted(
        choices.organisations.map(({ code, name, abbreviation }) => ({
          code: `organisation:${code}`,
          label: name?.content ?? abbreviation,
        })),
      ),
    ];
    return { states, groups, isComplete, error, retry };
  }, [choices, nodes, isComplete, error, retry, tongue, formatMessage]);
}

type Texts = Choices["instruments"]["nodes"];

function provisionsOf(texts: Texts): Choosable[] {
  return texts.flatMap(({ symbol, provisions }) =>
    provisions
      .filter(({ kind }) => kind !== "PREAMBLE")
      .map(({ code, paragraph, title }) => ({
        code,
        label: title ? `${symbol}, ${paragraph}: ${title.content}` : `${symbol}, ${paragraph}`,
      })),
  );
}

/** Operative paragraphs of texts that were adopted. */
export function paragraphsOf({ instruments }: Choices): Choosable[] {
  return provisionsOf(instruments.nodes.filter(({ adoption }) => adoption === "ADOPTED"));
}

/** What reports recommend. */
export function recommendationsOf({ instruments }: Choices): Choosable[] {
  return provisionsOf(
    instruments.nodes.filter(({ adoption }) => adoption === "EXPERT_REPORT" || adoption === "WORKING_GROUP_CONSENSUS"),
  );
}

/** What can endorse a recommendation: operative paragraphs, and documents whose text is not kept here. */
export function endorsementsOf(choices: Choices): Choosable[] {
  return [
    ...paragraphsOf(choices),
    ...choices.documents.nodes
      .filter(({ instrument }) => instrument === null)
      .map(({ symbol, description }) => ({ code: symbol, label: `${symbol}: ${description}` })),
  ];
}
