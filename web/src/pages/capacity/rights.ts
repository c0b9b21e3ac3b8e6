import type { LocalisedFragment, Role } from "../../gql/graphql";
import type { Side } from "./address";
import type { Owned } from "./listing";

interface Place {
  code: string;
  name?: LocalisedFragment | null | undefined;
}

interface Held {
  role: Role;
  state?: Place | null | undefined;
  organisation?: Place | null | undefined;
}

/** What somebody may do with a need or an offer. The server decides; this is what the pages offer. */
export interface NoticeRights {
  /** Whether it is their own State's, or their unit's. */
  isOwn: boolean;
  drafts: boolean;
  /** Releases, closes, takes back. */
  releases: boolean;
}

/** Who works for a State, so that its drafts are shown to them. */
const OWN: readonly Role[] = ["CONTRIBUTOR", "CLEARER", "FOCAL_POINT", "PUBLISHING_AUTHORITY", "READER"];
const DRAFTING: readonly Role[] = ["CONTRIBUTOR", "FOCAL_POINT"];

export function rightsOver(memberships: readonly Held[], { state, organisation }: Owned): NoticeRights {
  if (state) {
    const roles = memberships.filter((held) => held.state?.code === state.code).map(({ role }) => role);
    return {
      isOwn: roles.some((role) => OWN.includes(role)),
      drafts: roles.some((role) => DRAFTING.includes(role)),
      releases: roles.includes("PUBLISHING_AUTHORITY"),
    };
  }
  // The named unit of an organisation does all of it for its own.
  const isOfUnit = memberships.some(
    (held) => held.role === "ACCREDITED_READER" && !!held.organisation && held.organisation.code === organisation?.code,
  );
  return { isOwn: isOfUnit, drafts: isOfUnit, releases: isOfUnit };
}

/** In whose name something can be drafted. */
export interface Party extends Place {
  is: "state" | "organisation";
}

export function partiesFor(memberships: readonly Held[], side: Side): Party[] {
  const found = new Map<string, Party>();
  for (const { role, state, organisation } of memberships) {
    if (state && DRAFTING.includes(role)) found.set(state.code, { ...state, is: "state" });
    if (side === "offer" && organisation && role === "ACCREDITED_READER")
      found.set(organisation.code, { ...organisation, is: "organisation" });
  }
  return [...found.values()];
}

/** The codes of those whose drafts somebody reads. */
export function ownCodes(memberships: readonly Held[]): string[] {
  const codes = memberships.flatMap(({ role, state, organisation }) => {
    if (state) return OWN.includes(role) ? [state.code] : [];
    return organisation && role === "ACCREDITED_READER" ? [organisation.code] : [];
  });
  return [...new Set(codes)];
}
