import type { Language, ReviseRoundInput, RoundPartsFragment } from "../../gql/graphql";
import { inputOf, type Plan, recalled, type Title } from "./plan";
import { localIn } from "./zone";

/** What of a planned round can be revised, each as a whole. */
export const ASPECTS = ["titles", "mandate", "zone", "opensAt", "closesOn", "archivesAt", "admitsObservers"] as const;
export type Aspect = (typeof ASPECTS)[number];

const FIELDS: Record<Aspect, readonly (keyof Plan)[]> = {
  titles: ["titles"],
  mandate: ["mandate", "paragraph", "recommendation", "endorsedBy"],
  zone: ["zone"],
  opensAt: ["opensAt"],
  closesOn: ["closesOn"],
  archivesAt: ["archivesAt"],
  admitsObservers: ["admitsObservers"],
};

/** A round as it would be typed. */
export function planOf(round: RoundPartsFragment, titles: readonly Title[]): Plan {
  const { mandate, zone } = round;
  const endorsedBy = mandate.endorsedBy?.code ?? mandate.endorsedByDocument ?? "";
  const provision = mandate.provision?.code ?? "";
  return {
    edition: round.edition?.code ?? "",
    key: round.key,
    titles,
    mandate: mandate.isOwnRequest ? "ownRequest" : endorsedBy === "" ? "paragraph" : "recommendation",
    paragraph: endorsedBy === "" ? provision : "",
    recommendation: endorsedBy === "" ? "" : provision,
    endorsedBy,
    isAtOnce: false,
    opensAt: localIn(zone, round.opensAt),
    closesOn: round.closesOn ?? "",
    zone,
    archivesAt: round.archivesAt ? localIn(zone, round.archivesAt) : "",
    admitsObservers: round.admitsObservers,
    invitesAll: false,
    groups: [],
    states: [],
  };
}

const written = ({ titles }: Plan) =>
  titles
    .map(({ language, content }) => ({ language, content: content.trim() }))
    .filter(({ content }) => content !== "")
    .sort((one, other) => one.language.localeCompare(other.language));

function isSame(aspect: Aspect, one: Plan, other: Plan): boolean {
  if (aspect === "titles") return JSON.stringify(written(one)) === JSON.stringify(written(other));
  // What is not chosen now may have been chosen before: only the mandate that stands counts.
  if (aspect === "mandate")
    return JSON.stringify(inputOf(one, "", []).mandate) === JSON.stringify(inputOf(other, "", []).mandate);
  return FIELDS[aspect].every((field) => one[field] === other[field]);
}

export function differing(one: Plan, other: Plan): Aspect[] {
  return ASPECTS.filter((aspect) => !isSame(aspect, one, other));
}

/** A plan with one aspect of another one. */
export function taking(aspect: Aspect, plan: Plan, from: Plan): Plan {
  return { ...plan, ...Object.fromEntries(FIELDS[aspect].map((field) => [field, from[field]])) };
}

export interface Changed {
  aspect: Aspect;
  /** Whether the reader typed something else there. */
  isBoth: boolean;
}

/** What was typed over a round that somebody else has changed meanwhile: what was typed stays, and all else is as they left it. */
export function merged(base: Plan, mine: Plan, theirs: Plan): { plan: Plan; changed: Changed[] } {
  const own = differing(base, mine);
  return {
    plan: own.reduce((plan, aspect) => taking(aspect, plan, mine), theirs),
    changed: differing(base, theirs).map((aspect) => ({
      aspect,
      isBoth: own.includes(aspect) && !isSame(aspect, mine, theirs),
    })),
  };
}

/** What of a round is otherwise than it was when somebody began. */
export function changedSince(before: RoundPartsFragment, now: RoundPartsFragment): Changed[] {
  const title = (round: RoundPartsFragment) =>
    round.title ? [{ language: round.title.language, content: round.title.content }] : [];
  const found = differing(planOf(before, title(before)), planOf(now, title(now)));
  const isInvited = before.invitedCount !== now.invitedCount && !found.includes("admitsObservers");
  return [...found, ...(isInvited ? (["admitsObservers"] as const) : [])].map((aspect) => ({ aspect, isBoth: false }));
}

/** What the service is asked to change: what is left out stays as it is. */
export function revisionOf(base: Plan, plan: Plan): Omit<ReviseRoundInput, "round" | "revision"> {
  const own = differing(base, plan);
  const { title, mandate, opensAt, closesOn, zone, archivesAt, admitsObservers } = inputOf(plan, plan.key ?? "", []);
  const is = (...aspects: Aspect[]) => aspects.some((aspect) => own.includes(aspect));
  return {
    ...(is("titles") && { title }),
    ...(is("mandate") && { mandate }),
    ...(is("zone") && { zone }),
    // The same hour on the clocks of another zone is another instant.
    ...(is("opensAt", "zone") && { opensAt }),
    ...(is("closesOn") && { closesOn }),
    ...(is("archivesAt", "zone") && { archivesAt }),
    ...(is("admitsObservers") && { admitsObservers }),
  };
}

/** What is kept in the tab: what was typed, and over what. */
export interface Kept {
  revision: number;
  base: Plan;
  plan: Plan;
}

export function revisionPlaceOf(account: string, round: string): string {
  return `normtrack.revision.${account}.${round}`;
}

export function recalledRevision(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const { revision, base, plan } = JSON.parse(text) as Record<string, unknown>;
    const [before, typed] = [recalled(JSON.stringify(base)), recalled(JSON.stringify(plan))];
    return typeof revision === "number" && before && typed ? { revision, base: before, plan: typed } : null;
  } catch {
    return null;
  }
}

/** A title is one where it is in the language that was asked for. */
export function titlesOf(
  asked: readonly (readonly [Language, { content: string; isFallback: boolean } | null | undefined])[],
): Title[] {
  return asked.flatMap(([language, text]) => (text && !text.isFallback ? [{ language, content: text.content }] : []));
}
