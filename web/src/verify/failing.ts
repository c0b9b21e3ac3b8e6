/** Why a file, or what files say of one another, does not hold: a code that never changes, and what a sentence needs. */

export const codes = [
  "NOT_OURS",
  "NO_KEYS",
  "FOREIGN_KEY",
  "OTHER_KEY",
  "FORGED",
  "MALFORMED_STATEMENT",
  "NOT_IN_LOG",
  "MALFORMED",
  "CHANGED_ANSWER",
  "CHANGED_DOCUMENT",
  "NOT_PROVEN",
  "CHANGED_LOG",
  "NOT_EXTENDED",
  "FORKED",
  "OTHER_ENTRY",
  "OTHER_FILING",
  "NOT_CITED",
  "OTHER_BYTES",
  "UNPROVEN",
] as const;

export type Code = (typeof codes)[number];

export class Failing extends Error {
  constructor(
    readonly code: Code,
    readonly values: Record<string, string | number> = {},
  ) {
    super(code);
  }

  /** Whether something was found to be false; else something could not be found out. */
  get isFalse(): boolean {
    return !["NOT_OURS", "NO_KEYS", "NOT_CITED", "UNPROVEN"].includes(this.code);
  }
}
