import type { Role, TokenScope } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** What a program does, by its scopes. */
export const DOES: Record<TokenScope, MessageId> = {
  DRAFT: "program.scope.draft",
  EVIDENCE: "program.scope.evidence",
  READ: "program.scope.read",
};

/** What a program can be given beyond reading, where its role writes. */
export const MAY: Record<Exclude<TokenScope, "READ">, MessageId> = {
  DRAFT: "program.may.draft",
  EVIDENCE: "program.may.evidence",
};

/** The roles of programs that the focal point of a State gives. */
export const OF_A_STATE: readonly Role[] = ["CONTRIBUTOR", "READER"];
/** Those that an administrator gives at a State, and in the secretariat. */
export const BY_ADMINISTRATOR: readonly Role[] = ["READER", "ACCREDITED_READER"];
export const OF_THE_SECRETARIAT: readonly Role[] = ["ANALYST"];
