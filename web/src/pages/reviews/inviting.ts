import type { InviteReviewInput, ReviewerKind, VisibilityCeiling } from "../../gql/graphql";
import { instantOf, isAbove } from "../survey/readers";

/** An invitation as it is put together. */
export interface Invitation {
  questions: readonly string[];
  kind: ReviewerKind;
  state: string;
  organisation: string;
  email: string;
  name: string;
  until: string;
}

export const EMPTY: Invitation = {
  questions: [],
  kind: "STATE",
  state: "",
  organisation: "",
  email: "",
  name: "",
  until: "",
};

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** An invitation that was kept in the tab; what cannot be read is as good as nothing. */
export function invited(value: unknown): Invitation | null {
  if (typeof value !== "object" || value === null) return null;
  const found = value as Record<string, unknown>;
  const { questions, kind } = found;
  return {
    questions: Array.isArray(questions) ? questions.filter((code): code is string => typeof code === "string") : [],
    kind: kind === "ORGANISATION" || kind === "EXPERT" ? kind : "STATE",
    state: text(found["state"]),
    organisation: text(found["organisation"]),
    email: text(found["email"]),
    name: text(found["name"]),
    until: text(found["until"]),
  };
}

export const isSame = (one: Invitation, other: Invitation) => JSON.stringify(one) === JSON.stringify(other);

/** Whether a question permits such a reviewer: a person stands for no Member State, and gets nothing under a ceiling. */
export function permits(ceiling: VisibilityCeiling | null | undefined, kind: ReviewerKind): boolean {
  return !ceiling || (kind !== "EXPERT" && !isAbove("AUDIENCE", ceiling));
}

/** What is sent; nothing, where something is still missing. */
export function inputOf(
  invitation: Invitation,
  filing: string,
  questions: readonly string[],
): InviteReviewInput | null {
  const { kind, state, organisation, email, name } = invitation;
  const until = instantOf(invitation.until);
  if (questions.length === 0 || until === null) return null;
  const fixed = { filing, questions: [...questions], until };
  if (kind === "STATE") return state === "" ? null : { ...fixed, reviewer: { state } };
  if (kind === "ORGANISATION") return organisation === "" ? null : { ...fixed, reviewer: { organisation } };
  const expert = { email: email.trim(), name: name.trim() };
  return expert.email === "" || expert.name === "" ? null : { ...fixed, reviewer: { expert } };
}
