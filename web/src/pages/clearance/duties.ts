import type { OwnFragment } from "../../gql/graphql";

/** Whom a section is given to. */
export interface Given {
  ministry?: string | null | undefined;
  account?: string | null | undefined;
}

/** What somebody does in the delegation of a State. The server decides; this is what the pages offer. */
export interface Duties {
  account: string;
  /** Assigns, lays down who signs, sends, takes back, names substitutes: the focal point. */
  leads: boolean;
  files: boolean;
  comments: boolean;
  /** Whether a section is theirs to write and to send. */
  has: (given: Given | null | undefined) => boolean;
}

export function dutiesOf(viewer: OwnFragment | null | undefined, state: string): Duties {
  const held = (viewer?.memberships ?? []).filter((membership) => membership.state?.code === state);
  const roles = new Set(held.map(({ role }) => role));
  const account = viewer?.account.id ?? "";
  const leads = roles.has("FOCAL_POINT");
  const ministries = held.flatMap(({ role, ministry }) => (role === "CONTRIBUTOR" && ministry ? [ministry] : []));
  return {
    account,
    leads,
    files: roles.has("PUBLISHING_AUTHORITY"),
    comments: leads || roles.has("CONTRIBUTOR") || roles.has("CLEARER") || roles.has("PUBLISHING_AUTHORITY"),
    has: (given) =>
      leads ||
      (roles.has("CONTRIBUTOR") &&
        !!given &&
        (given.account === account || (!!given.ministry && ministries.includes(given.ministry)))),
  };
}
