import type { LocalisedFragment, Role } from "../../gql/graphql";

interface Place {
  code: string;
  name?: LocalisedFragment | null | undefined;
}

interface Held {
  role: Role;
  state?: Place | null | undefined;
}

const OWN: readonly Role[] = ["CONTRIBUTOR", "CLEARER", "FOCAL_POINT", "PUBLISHING_AUTHORITY", "READER"];
const DRAFTING: readonly Role[] = ["CONTRIBUTOR", "FOCAL_POINT"];
const SPEAKING: readonly Role[] = ["FOCAL_POINT", "PUBLISHING_AUTHORITY"];

/** What somebody may do with a proposal of a State. The service decides; this is what the pages offer. */
export interface ProposalRights {
  /** Whether their own State leads it. */
  isOwn: boolean;
  drafts: boolean;
  /** Releases, closes, takes back. */
  releases: boolean;
}

export function rightsOver(memberships: readonly Held[], lead: string | undefined): ProposalRights {
  const roles = memberships.filter(({ state }) => state && state.code === lead).map(({ role }) => role);
  return {
    isOwn: roles.some((role) => OWN.includes(role)),
    drafts: roles.some((role) => DRAFTING.includes(role)),
    releases: roles.includes("PUBLISHING_AUTHORITY"),
  };
}

/** The States in whose name somebody with one of these roles acts. */
function statesWith(memberships: readonly Held[], roles: readonly Role[]): Place[] {
  const found = new Map<string, Place>();
  for (const { role, state } of memberships) if (state && roles.includes(role)) found.set(state.code, state);
  return [...found.values()];
}

/** Whose proposals somebody drafts. */
export const draftingFor = (memberships: readonly Held[]) => statesWith(memberships, DRAFTING);

/** In whose name somebody comments. */
export const speakingFor = (memberships: readonly Held[]) => statesWith(memberships, SPEAKING);

/** Whose names somebody puts under the proposals of others. */
export const namingFor = (memberships: readonly Held[]) => statesWith(memberships, ["PUBLISHING_AUTHORITY"]);
