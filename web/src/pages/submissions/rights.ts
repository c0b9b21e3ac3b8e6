import type { Role, RoundStage, SubmissionStage } from "../../gql/graphql";

interface Held {
  role: Role;
  state?: { code: string } | null | undefined;
}

/** What a person may do with a State's working file. The server decides; this is what the pages offer. */
export interface Rights {
  /** Save answers: the focal point everywhere, a contributor in the sections given to them. */
  saves: boolean;
  setsFields: boolean;
  shares: boolean;
  amends: boolean;
  files: boolean;
  /** Opens a working file in a round. */
  opens: boolean;
  /** Reads every section of the draft; others read those given to them. */
  readsWhole: boolean;
  /** Learns the names of the State's people. */
  readsMembers: boolean;
}

export function rightsOf(memberships: readonly Held[], state: string): Rights {
  const roles = new Set(memberships.filter((held) => held.state?.code === state).map((held) => held.role));
  const isFocalPoint = roles.has("FOCAL_POINT");
  const isAuthority = roles.has("PUBLISHING_AUTHORITY");
  return {
    saves: isFocalPoint || roles.has("CONTRIBUTOR"),
    setsFields: isFocalPoint,
    shares: isFocalPoint || isAuthority,
    amends: isFocalPoint || isAuthority,
    files: isAuthority,
    opens: isFocalPoint,
    readsWhole: isFocalPoint || isAuthority || roles.has("READER"),
    readsMembers: isFocalPoint || isAuthority,
  };
}

/** Whether answers of the file can be changed now: not while a filing stands untouched, nor in an archived round. */
export function isOpenToChange(stage: SubmissionStage, round: RoundStage): boolean {
  return stage !== "FILED" && round !== "ARCHIVED";
}

/** The States that somebody works for: those in which they hold a role on working files. */
export function ownStates(memberships: readonly Held[]): string[] {
  const working: readonly Role[] = ["CONTRIBUTOR", "CLEARER", "FOCAL_POINT", "PUBLISHING_AUTHORITY", "READER"];
  const codes = memberships.flatMap((held) => (held.state && working.includes(held.role) ? [held.state.code] : []));
  return [...new Set(codes)];
}
