import type { PersonFragment } from "../../gql/graphql";

/** A body of the State to which sections are given, and which signs. */
export interface Ministry {
  id: string;
  name: string;
}

export type Person = PersonFragment;

/** What a section is given to, or nobody, as one choice among ministries and people. */
export type Recipient = { ministry: string } | { account: string } | null;

export function codeOf(recipient: Recipient): string {
  if (recipient === null) return "";
  return "ministry" in recipient ? `ministry ${recipient.ministry}` : `account ${recipient.account}`;
}

export function recipientOf(code: string): Recipient {
  const [kind, id] = code.split(" ");
  if (id === undefined) return null;
  return kind === "ministry" ? { ministry: id } : { account: id };
}

/** Those who write: a section given to somebody else would wait for nobody. */
export function writers(team: readonly Person[]): Person[] {
  return team.filter(({ posts }) => posts.some(({ role }) => role === "CONTRIBUTOR" || role === "FOCAL_POINT"));
}

/** Those who can stand in for a ministry when it is to sign. */
export function clearers(team: readonly Person[]): Person[] {
  return team.filter(({ posts }) => posts.some(({ role }) => role === "CLEARER"));
}

/** The ministries for which nobody can sign now, by id. */
export function withoutClearer(ministries: readonly Ministry[], team: readonly Person[]): Ministry[] {
  const served = new Set(
    team.flatMap(({ posts }) =>
      posts.flatMap(({ role, ministry }) => (role === "CLEARER" && ministry ? [ministry.id] : [])),
    ),
  );
  return ministries.filter(({ id }) => !served.has(id));
}
