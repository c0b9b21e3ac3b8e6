import { graphql } from "../../gql";
import type { InvitedStatesQuery, Standing, StateAnswersQuery } from "../../gql/graphql";

/** The invited States with their groups, by name in the reader's language. */
export const InvitedStates = graphql(`
  query InvitedStates($round: String!, $after: String) {
    round(key: $round) {
      id
      invited(first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          status
          regionalGroup {
            code
            label {
              content
            }
          }
          state {
            id
            code
            name {
              ...Localised
            }
          }
        }
      }
    }
  }
`);

/** What each State that filed answered to one question, as far as the reader may see it. */
export const StateAnswers = graphql(`
  query StateAnswers($round: String!, $question: String!, $asOf: Int, $after: String) {
    filings(round: $round, asOf: $asOf, first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        state {
          id
          code
          status
          regionalGroup {
            code
            label {
              content
            }
          }
          name {
            ...Localised
          }
        }
        answer(question: $question) {
          standing
          value {
            __typename
            ... on SingleChoiceValue {
              chosen {
                code
              }
            }
            ... on MultiChoiceValue {
              choices {
                code
              }
            }
            ... on ScaleValue {
              step
            }
            ... on BooleanValue {
              isYes
            }
          }
        }
      }
    }
  }
`);

/** The question that the tiles are about. */
export const QuestionInView = graphql(`
  query QuestionInView($round: String!, $question: String!, $asOf: Int) {
    coverage(round: $round, asOf: $asOf) {
      asOf
      invited
      row(question: $question) {
        questionCode
        question {
          id
          code
          kind
          prompt {
            ...Localised
          }
          optionList {
            code
            options {
              code
              label {
                ...Localised
              }
            }
          }
          provisions {
            id
            code
            paragraph
            adoption
            instrument {
              id
              symbol
            }
          }
        }
      }
    }
  }
`);

type InvitedNode = NonNullable<InvitedStatesQuery["round"]>["invited"]["nodes"][number];
type FilingNode = StateAnswersQuery["filings"]["nodes"][number];
type Answer = NonNullable<FilingNode["answer"]>;
type Name = NonNullable<InvitedNode["state"]>["name"];

/** What a State says for everybody to see: a silence, or codes of what it chose. */
export interface Said {
  standing: Standing;
  codes: readonly string[];
}

/** A State with what it says. Whether one without a public answer has filed is told by nothing here. */
export interface Tile {
  code: string;
  name: Name;
  isObserver: boolean;
  region: { code: string; label: string };
  said: Said | null;
}

/** The codes that an answer chose; of a text or a number, only that there is one. */
export function saidOf({ standing, value }: Pick<Answer, "standing" | "value">): Said {
  switch (value?.__typename) {
    case "SingleChoiceValue":
      return { standing, codes: [value.chosen.code] };
    case "MultiChoiceValue":
      return { standing, codes: value.choices.map(({ code }) => code) };
    case "ScaleValue":
      return { standing, codes: [String(value.step)] };
    case "BooleanValue":
      return { standing, codes: [value.isYes ? "yes" : "no"] };
    default:
      return { standing, codes: [] };
  }
}

/** One tile for each State, by name in the reader's language; those invited first, and whoever else answered. */
export function tilesOf(invited: readonly InvitedNode[], filings: readonly FilingNode[], tongue: string): Tile[] {
  const said = new Map<string, Said>();
  const tiles = new Map<string, Tile>();
  for (const { state, answer } of filings) if (state && answer) said.set(state.code, saidOf(answer));
  for (const { state, status, regionalGroup } of invited) {
    if (!state) continue;
    const { code, name } = state;
    const region = { code: regionalGroup.code, label: regionalGroup.label?.content ?? regionalGroup.code };
    tiles.set(code, { code, name, region, isObserver: status === "OBSERVER", said: said.get(code) ?? null });
  }
  for (const { state } of filings) {
    if (!state || tiles.has(state.code)) continue;
    const { code, name, status, regionalGroup } = state;
    const region = { code: regionalGroup.code, label: regionalGroup.label?.content ?? regionalGroup.code };
    tiles.set(code, { code, name, region, isObserver: status === "OBSERVER", said: said.get(code) ?? null });
  }
  return byName([...tiles.values()], tongue);
}

/** States by their names, and by nothing else. */
export function byName<T extends { code: string; name: { content: string } | null }>(states: T[], tongue: string): T[] {
  const { compare } = new Intl.Collator(tongue);
  return states.sort((one, other) => compare(one.name?.content ?? one.code, other.name?.content ?? other.code));
}

/** Tiles that stand together. */
export interface Region {
  code: string;
  label: string;
  tiles: Tile[];
}

/** Tiles by regional group, the groups by their names; observer States apart, at the end. */
export function regionsOf(tiles: readonly Tile[], tongue: string, observers: string): Region[] {
  const regions = new Map<string, Region>();
  const apart: Tile[] = [];
  for (const tile of tiles) {
    if (tile.isObserver) {
      apart.push(tile);
      continue;
    }
    const region = regions.get(tile.region.code) ?? { ...tile.region, tiles: [] };
    region.tiles.push(tile);
    regions.set(tile.region.code, region);
  }
  const { compare } = new Intl.Collator(tongue);
  const sorted = [...regions.values()].sort((one, other) => compare(one.label, other.label));
  return apart.length > 0 ? [...sorted, { code: "observers", label: observers, tiles: apart }] : sorted;
}

/** What a tile is painted as: an option by its place, a silence, or nothing. */
export type Paint = { option: number } | { standing: Standing } | { other: true } | null;

/**
 * How a tile is painted. With an option in view only that one is; an answer with several options and none in view is painted
 * as an answer.
 */
export function paintOf(said: Said | null, options: readonly string[], inView: string | undefined): Paint {
  if (said === null) return null;
  if (said.standing !== "ANSWERED") return { standing: said.standing };
  if (inView !== undefined) return said.codes.includes(inView) ? { option: options.indexOf(inView) } : { other: true };
  const [only] = said.codes;
  if (said.codes.length !== 1 || only === undefined || !options.includes(only)) return { standing: "ANSWERED" };
  return { option: options.indexOf(only) };
}
