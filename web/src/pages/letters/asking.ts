import type { LetterMatter, LettersAskedQuery } from "../../gql/graphql";
import { codeOf, type FaultCode } from "../../widgets/fault";

export const MATTERS = ["INVITATION", "REMINDER"] as const satisfies readonly LetterMatter[];

export type Asked = LettersAskedQuery["letters"]["nodes"][number];
type Trace = Pick<Asked, "askedAt" | "matter" | "status"> & { state?: { code: string } | null | undefined };

/** What is known of whom a letter could go to. */
export interface Outlook {
  withoutRecipients: readonly { code: string }[];
  onRecord: readonly { code: string }[];
}

export interface Addressed<State> {
  /** Whom a letter can go to, in the order in which the States were given. */
  open: State[];
  /** When each of them was written to about this last, by code: letters that nobody took do not count. */
  before: ReadonlyMap<string, string>;
  /** Of whom nobody can be written to. */
  nobody: State[];
  /** Who is not reminded: something is on record. */
  onRecord: State[];
}

/** Whom letters about a matter can go to. */
export function addressed<State extends { code: string }>(
  matter: LetterMatter,
  invited: readonly State[],
  outlook: Outlook,
  log: readonly Trace[],
): Addressed<State> {
  const without = new Set(outlook.withoutRecipients.map(({ code }) => code));
  const settled = new Set(matter === "REMINDER" ? outlook.onRecord.map(({ code }) => code) : []);
  const before = new Map<string, string>();
  for (const letter of log) {
    const isUnderWay = letter.status === "WAITING" || letter.status === "ACCEPTED";
    if (letter.matter !== matter || !isUnderWay || !letter.state) continue;
    const known = before.get(letter.state.code);
    if (known === undefined || Date.parse(known) < Date.parse(letter.askedAt))
      before.set(letter.state.code, letter.askedAt);
  }
  return {
    open: invited.filter(({ code }) => !without.has(code) && !settled.has(code)),
    before,
    nobody: invited.filter(({ code }) => without.has(code) && !settled.has(code)),
    onRecord: invited.filter(({ code }) => settled.has(code)),
  };
}

/** What was asked for, as long as it is not known what came of it. */
export interface Pending {
  key: string;
  matter: LetterMatter;
  states: readonly string[];
}

/** Where it is kept in this tab: for each person and round. */
export function placeOf(account: string, round: string): string {
  return `normtrack.letters.${account}.${round}`;
}

/** What was kept; what cannot be read is as good as nothing. */
export function recalled(text: string | null): Pending | null {
  if (text === null) return null;
  try {
    const { key, matter, states } = JSON.parse(text) as Partial<Pending>;
    const known = MATTERS.find((one) => one === matter);
    if (typeof key !== "string" || known === undefined || !Array.isArray(states)) return null;
    return { key, matter: known, states: states.filter((one) => typeof one === "string") };
  } catch {
    return null;
  }
}

/** The codes that come before anything is done. With others it may have been. */
const SURE: readonly FaultCode[] = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "INVALID",
  "CONFLICT",
  "STATE",
  "LIMIT",
];

/** Whether an asking that failed has surely left nothing behind. */
export function isSurelyUndone(error: Parameters<typeof codeOf>[0]): boolean {
  return SURE.includes(codeOf(error));
}

/** The letters of one asking. */
export interface Batch {
  asking: string;
  matter: LetterMatter;
  askedAt: string;
  letters: Asked[];
}

/** The log by asking, in its order. */
export function batched(log: readonly Asked[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const letter of log) {
    const { asking, matter, askedAt } = letter;
    const name = `${matter} ${asking}`;
    const batch = batches.get(name) ?? { asking, matter, askedAt, letters: [] };
    batch.letters.push(letter);
    batches.set(name, batch);
  }
  return [...batches.values()];
}
