import type { SecondFactorProofInput } from "../../gql/graphql";
import { plainDigits } from "../survey/fields/numerals";

/** The digits that an authenticator shows, however they are spaced. */
const DIGITS = /^(\s*\d){6}\s*$/;

/** Whether a text is a code of an authenticator; digits of Arabic and Persian are digits. */
export function isCode(typed: string): boolean {
  return DIGITS.test(plainDigits(typed));
}

/** What somebody typed as second factor: six digits are a code, anything else a recovery code. */
export function proofOf(typed: string): SecondFactorProofInput {
  const plain = plainDigits(typed);
  return isCode(typed) ? { code: plain.replaceAll(/\s/g, "") } : { recoveryCode: plain.trim() };
}

/** A secret in groups of four, as people read it aloud and type it. */
export function inGroups(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, "$& ");
}

/** Whether there is a second factor: an authenticator, or a passkey. */
export function hasFactor(standing: { confirmedAt: string | null; passkeys: readonly object[] }): boolean {
  return standing.confirmedAt !== null || standing.passkeys.length > 0;
}
