/** A State with the groups that it belongs to today. */
export interface KnownState {
  code: string;
  name: string;
  isObserver: boolean;
  /** Codes of groups: `regional:africa`, `ldc`, `m49:002`, `organisation:au`. */
  groups: readonly string[];
}

/** The group of all fictional States: they stand apart from every other one. */
export const FICTIONAL = "fictional";

/** Codes from `QMA` to `QZZ` are those of fictional States. */
export function isFictional(code: string): boolean {
  return code >= "QMA" && code <= "QZZ";
}

interface Wanted {
  invitesAll: boolean;
  admitsObservers: boolean;
  groups: readonly string[];
  states: readonly string[];
}

export interface InvitedStates {
  /** All of them, in the order in which the States were given. */
  all: readonly KnownState[];
  /** The codes that are named to the service beside all Member States. */
  named: string[];
}

/**
 * Whom a plan invites. A group stands for its States without the fictional ones, and for its observer States where the round
 * admits them. Whoever is chosen by name is invited, also where the service then says no.
 */
export function invitedBy(
  { invitesAll, admitsObservers, groups, states }: Wanted,
  known: readonly KnownState[],
): InvitedStates {
  const isOfAll = ({ code, isObserver }: KnownState) => invitesAll && !isObserver && !isFictional(code);
  const isOfGroup = ({ code, isObserver, groups: own }: KnownState) =>
    (!isObserver || admitsObservers) &&
    (isFictional(code) ? groups.includes(FICTIONAL) : own.some((group) => groups.includes(group)));
  const all = known.filter((state) => isOfAll(state) || isOfGroup(state) || states.includes(state.code));
  return { all, named: all.filter((state) => !isOfAll(state)).map(({ code }) => code) };
}
