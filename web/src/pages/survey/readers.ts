import type { Visibility, VisibilityCeiling } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** From the narrowest to the widest. */
export const VISIBILITIES = ["NATIONAL_TEAM", "SECRETARIAT", "AUDIENCE", "MEMBER_STATES", "PUBLIC"] as const;

/** Who reads, in plain words. */
export const READERS: Record<Visibility, MessageId> = {
  NATIONAL_TEAM: "survey.readers.nationalTeam",
  SECRETARIAT: "survey.readers.secretariat",
  AUDIENCE: "survey.readers.audience",
  MEMBER_STATES: "survey.readers.memberStates",
  PUBLIC: "survey.readers.public",
};

export interface Shared {
  visibility: Visibility;
  isCounted: boolean;
  embargoUntil?: string | null | undefined;
}

/** Whether it is wider than the question permits. */
export function isAbove(visibility: Visibility, ceiling: VisibilityCeiling | null | undefined): boolean {
  return !!ceiling && VISIBILITIES.indexOf(visibility) > VISIBILITIES.indexOf(ceiling);
}

/** What holds for an answer: its own sharing, else the submission's, under the ceiling, which consent to be counted does not outlive. */
export function effective<S extends Shared>(
  standard: S,
  own: S | null,
  ceiling: VisibilityCeiling | null | undefined,
): Shared {
  const asked = own ?? standard;
  if (!ceiling || !isAbove(asked.visibility, ceiling)) return asked;
  return { visibility: ceiling, isCounted: false, embargoUntil: asked.embargoUntil };
}

/** Whether saying that it may be counted says anything: what everybody reads is counted anyway. */
export function canBeCounted(visibility: Visibility): boolean {
  return visibility !== "PUBLIC";
}

/** An instant as a field of the browser shows it, in the reader's zone, and back. */
export function localInstant(at: string): string {
  const instant = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join("-");
  return `${day}T${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

export function instantOf(local: string): string | null {
  const instant = new Date(local);
  return local === "" || Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
