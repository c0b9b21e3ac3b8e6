import type { Role } from "../../gql/graphql";

/** The roles to which the focal point invites, in the order in which a delegation is built up. */
export const ROLES_OF_A_STATE = ["CONTRIBUTOR", "CLEARER", "PUBLISHING_AUTHORITY", "FOCAL_POINT", "READER"] as const;

/** The roles at a State to which an administrator invites: who leads there brings in the others, and names the ministries. */
export const ROLES_TO_ACCREDIT = ["FOCAL_POINT", "PUBLISHING_AUTHORITY", "READER", "ACCREDITED_READER"] as const;

/** Whether a role is held in a ministry: who signs must, who writes may. */
export function ministryOf(role: Role): "must" | "may" | "none" {
  switch (role) {
    case "CLEARER":
      return "must";
    case "CONTRIBUTOR":
      return "may";
    default:
      return "none";
  }
}

/** The last instant of a day where the reader is, as the service takes it. */
export function endOf(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}

interface Posted {
  posts: readonly { ministry?: { id: string } | null | undefined }[];
}

/** How many people work in each ministry. */
export function headcount(team: readonly Posted[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { posts } of team) {
    for (const id of new Set(posts.flatMap(({ ministry }) => (ministry ? [ministry.id] : [])))) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
