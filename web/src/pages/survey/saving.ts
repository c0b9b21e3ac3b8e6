import type { SaveOutcome } from "../../gql/graphql";
import { isSame, NOTHING, type Said, tidy } from "./said";

// How what is typed reaches the server, as values and pure functions. The rules it keeps:
// - what is typed stays until the server has said what became of it;
// - one call at a time, so that a save is based on the revision that the one before it made;
// - a save keeps its key until it is answered: sent again after a broken connection, it is the same save;
// - a text that somebody else's overtook is put beside it, and goes on only when a person has chosen.

/** A pause in typing after which a save is due, in milliseconds. */
export const PAUSE = 800;
/** Typing on without a pause does not put a save off for longer than this. */
export const PATIENCE = 5_000;
/** At most so many answers in a call. */
export const BATCH = 50;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

/** Something typed and not sent. */
export interface Typed {
  said: Said;
  /** The revision that its author had before them. */
  basedOn: number;
  since: number;
  at: number;
}

/** A save on its way, or one of which nobody knows whether it arrived. */
export interface Sending {
  said: Said;
  basedOn: number;
  key: string;
  /** When it was typed. */
  since: number;
}

/** Why an answer was not kept: it waits until it is changed. */
export interface Refusal {
  outcome: SaveOutcome;
  messages: string[];
}

/** Somebody else's answer, saved meanwhile. */
export interface Theirs {
  said: Said | null;
  revision: number;
}

export interface Entry {
  /** What the server holds, as far as this tab knows. */
  kept: { said: Said | null; revision: number };
  typed: Typed | null;
  sending: Sending | null;
  savedAt: number | null;
  refusal: Refusal | null;
  conflict: Theirs | null;
}

/** Why nothing is being saved. Only what may pass by itself is tried again by itself. */
export interface Trouble {
  kind: "unreached" | "busy" | "signedOut" | "halted";
  /** The server's words, where it gave some. */
  message: string | null;
  attempts: number;
  /** When it began. */
  since: number;
  /** When to try again; never by itself where it is none. */
  retryAt: number | null;
}

export interface Saving {
  entries: ReadonlyMap<string, Entry>;
  isCalling: boolean;
  trouble: Trouble | null;
}

/** What became of one answer. */
export interface Result {
  question: string;
  outcome: SaveOutcome;
  revision: number | null;
  /** What was said, as it is kept. */
  content: Said | null;
  /** With an overtaken save: what is stored. */
  stored: Said | null;
  messages: string[];
}

/** One answer of a call. */
export type Outgoing = Sending & { question: string };

export const EMPTY: Entry = {
  kept: { said: null, revision: 0 },
  typed: null,
  sending: null,
  savedAt: null,
  refusal: null,
  conflict: null,
};

export const NOTHING_YET: Saving = { entries: new Map(), isCalling: false, trouble: null };

export function entryOf(saving: Saving, question: string): Entry {
  return saving.entries.get(question) ?? EMPTY;
}

/** What is in the field: the newest that there is. */
export function currently(entry: Entry): Said | null {
  return entry.typed?.said ?? entry.sending?.said ?? entry.kept.said;
}

/** Whether the server has not said yet what became of it. */
export function isUnsaved(entry: Entry): boolean {
  return entry.typed !== null || entry.sending !== null;
}

function put(saving: Saving, question: string, entry: Entry): Saving {
  return { ...saving, entries: new Map(saving.entries).set(question, entry) };
}

/** Somebody typed or chose. */
export function type(saving: Saving, question: string, said: Said, now: number): Saving {
  const entry = entryOf(saving, question);
  const before = entry.sending?.said ?? entry.kept.said;
  if (isSame(said, before) && entry.conflict === null && JSON.stringify(said) === JSON.stringify(before)) {
    return put(saving, question, { ...entry, typed: null, refusal: null });
  }
  const typed: Typed = {
    said,
    basedOn: entry.typed?.basedOn ?? entry.kept.revision,
    since: entry.typed === null || entry.refusal !== null ? now : entry.typed.since,
    at: now,
  };
  return put(saving, question, { ...entry, typed, refusal: null });
}

function isReady(entry: Entry): entry is Entry & { typed: Typed } {
  return entry.typed !== null && entry.sending === null && entry.conflict === null && entry.refusal === null;
}

function dueAt(typed: Typed): number {
  return Math.min(typed.at + PAUSE, typed.since + PATIENCE);
}

/** When there will be something to send; none while a call is under way or nothing waits. */
export function nextCallAt(saving: Saving): number | null {
  if (saving.isCalling || (saving.trouble !== null && saving.trouble.retryAt === null)) return null;
  const entries = [...saving.entries.values()];
  const waits = entries.filter(isReady).map(({ typed }) => dueAt(typed));
  if (entries.some(({ sending }) => sending !== null)) waits.push(0);
  if (waits.length === 0) return null;
  return Math.max(Math.min(...waits), saving.trouble?.retryAt ?? 0);
}

/** The call to make now, if there is one. `isHurried` does not wait for a pause in typing. */
export function call(saving: Saving, now: number, mint: () => string, isHurried = false): [Saving, Outgoing[]] {
  const at = nextCallAt(saving);
  if (at === null || (at > now && !(isHurried && saving.trouble === null))) return [saving, []];
  const entries = new Map(saving.entries);
  const outgoing: Outgoing[] = [];
  // What may have arrived already goes first, and as it was.
  for (const [question, { sending }] of saving.entries) {
    if (sending !== null && outgoing.length < BATCH) outgoing.push({ question, ...sending });
  }
  for (const [question, entry] of saving.entries) {
    if (outgoing.length >= BATCH) break;
    if (!isReady(entry) || (dueAt(entry.typed) > now && !isHurried)) continue;
    const { said, basedOn, since } = entry.typed;
    const sending = { said, basedOn, key: mint(), since };
    entries.set(question, { ...entry, typed: null, sending });
    outgoing.push({ question, ...sending });
  }
  if (outgoing.length === 0) return [saving, []];
  return [{ ...saving, entries, isCalling: true }, outgoing];
}

/** The server has answered a call. */
export function settle(saving: Saving, results: readonly Result[], now: number): Saving {
  const entries = new Map(saving.entries);
  for (const result of results) {
    const entry = entries.get(result.question);
    if (entry?.sending) entries.set(result.question, settled(entry, entry.sending, result, now));
  }
  return { entries, isCalling: false, trouble: null };
}

function settled(entry: Entry, sending: Sending, result: Result, now: number): Entry {
  const done = { ...entry, sending: null };
  const again = (basedOn: number): Typed =>
    entry.typed === null ? { said: sending.said, basedOn, since: now, at: now } : { ...entry.typed, basedOn };
  const revision = result.revision ?? sending.basedOn;
  switch (result.outcome) {
    case "STORED": {
      // The server puts texts into their normal form; what somebody has before them is not moved under their hands
      // unless it really differs.
      const said = isSame(result.content, sending.said) ? sending.said : result.content;
      const typed = entry.typed === null ? null : { ...entry.typed, basedOn: revision };
      return { ...done, kept: { said, revision }, typed, savedAt: now };
    }
    case "UNMERGED":
      if (isSame(result.stored, entry.typed?.said ?? sending.said)) {
        return { ...done, kept: { said: result.stored, revision }, typed: null, savedAt: now };
      }
      return { ...done, typed: again(sending.basedOn), conflict: { said: result.stored, revision } };
    case "KEY_REUSED":
      return { ...done, typed: again(sending.basedOn) };
    case "REFUSED":
    case "NOT_ASSIGNED":
      return {
        ...done,
        typed: again(sending.basedOn),
        // What was typed since then is another answer, and may fare better.
        refusal: entry.typed === null ? { outcome: result.outcome, messages: result.messages } : null,
      };
  }
}

/** A call came to nothing: everything in it is still to be saved, under the same keys. */
export function fail(saving: Saving, kind: Trouble["kind"], message: string | null, now: number): Saving {
  const attempts = (saving.trouble?.attempts ?? 0) + 1;
  const wait = Math.min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY);
  const retryAt = kind === "unreached" || kind === "busy" ? now + wait : null;
  const since = saving.trouble?.since ?? now;
  return { ...saving, isCalling: false, trouble: { kind, message, attempts, since, retryAt } };
}

/** Somebody asked to try again, signed in again, or the network is back. */
export function resume(saving: Saving, now: number): Saving {
  if (saving.trouble === null) return saving;
  return { ...saving, trouble: { ...saving.trouble, retryAt: now } };
}

/** Mine stands, as it is typed now, in place of theirs: a new save, based on theirs. */
export function keepMine(saving: Saving, question: string, now: number): Saving {
  const entry = entryOf(saving, question);
  if (entry.conflict === null || entry.typed === null) return saving;
  const { said, revision } = entry.conflict;
  const typed = { ...entry.typed, basedOn: revision, since: now - PAUSE, at: now - PAUSE };
  return put(saving, question, { ...entry, kept: { said, revision }, typed, conflict: null });
}

/** Theirs stands. Mine remains among the revisions, where the server put it. */
export function takeTheirs(saving: Saving, question: string): Saving {
  const entry = entryOf(saving, question);
  if (entry.conflict === null) return saving;
  const { said, revision } = entry.conflict;
  return put(saving, question, { ...entry, kept: { said, revision }, typed: null, conflict: null });
}

/** Nothing is sent while a merge is under way: it makes the revision that the next save is based on. */
export function hold(saving: Saving): Saving {
  return { ...saving, isCalling: true };
}

/** A merge has come back, or nothing has. What is typed since then goes on from what stands now. */
export function merged(saving: Saving, result: Result | null, now: number): Saving {
  const released = { ...saving, isCalling: false };
  const stands = result?.outcome === "STORED" ? result.content : result?.outcome === "UNMERGED" ? result.stored : null;
  if (result === null || result.revision === null || stands === null) return released;
  const entry = entryOf(saving, result.question);
  const kept = { said: stands, revision: result.revision };
  const typed = entry.typed && { ...entry.typed, basedOn: result.revision };
  const savedAt = result.outcome === "STORED" ? now : entry.savedAt;
  return put(released, result.question, { ...entry, kept, typed, savedAt });
}

/** The file was read anew. What is not saved yet stays, based on what its author had before them. */
export function reread(saving: Saving, answers: Iterable<[string, { said: Said | null; revision: number }]>): Saving {
  const entries = new Map(saving.entries);
  for (const [question, kept] of answers) {
    const entry = entries.get(question) ?? EMPTY;
    if (kept.revision > entry.kept.revision && !isUnsaved(entry)) entries.set(question, { ...entry, kept });
  }
  return { ...saving, entries };
}

/** What has to outlive the page: all of an answer that the server has not acknowledged. */
export type Unsent = Pick<Entry, "typed" | "sending" | "refusal" | "conflict">;

/** What is kept of an answer on the device; nothing, where the server has all of it. */
export function remember(entry: Entry): Unsent | null {
  if (!isUnsaved(entry)) return null;
  const { typed, sending, refusal, conflict } = entry;
  return { typed, sending, refusal, conflict };
}

/** What was typed before, here or in a tab that is gone. Where something is unsaved already, that stays. */
export function recall(saving: Saving, unsent: Iterable<[string, Unsent]>): Saving {
  const entries = new Map(saving.entries);
  for (const [question, kept] of unsent) {
    const entry = entries.get(question) ?? EMPTY;
    if (!isUnsaved(entry)) entries.set(question, { ...entry, ...kept });
  }
  return { ...saving, entries };
}

/** Its author gives up what the server did not take: what stands there is shown again. */
export function discard(saving: Saving, question: string): Saving {
  const entry = entryOf(saving, question);
  if (entry.refusal === null) return saving;
  return put(saving, question, { ...entry, typed: null, refusal: null });
}

/** What the line beside a question says. */
export type Status =
  | { is: "untouched" }
  | { is: "saved"; at: number }
  | { is: "waiting" }
  | { is: "saving" }
  | { is: "conflict" }
  | { is: "refused"; refusal: Refusal }
  | { is: "unsaved"; trouble: Trouble };

export function statusOf(entry: Entry, saving: Pick<Saving, "trouble">): Status {
  if (entry.conflict !== null) return { is: "conflict" };
  if (entry.refusal !== null) return { is: "refused", refusal: entry.refusal };
  if (isUnsaved(entry) && saving.trouble !== null) return { is: "unsaved", trouble: saving.trouble };
  if (entry.sending !== null) return { is: "saving" };
  if (entry.typed !== null) return { is: "waiting" };
  return entry.savedAt === null ? { is: "untouched" } : { is: "saved", at: entry.savedAt };
}

/** What the line of the whole page says. */
export interface Summary {
  /** Answers of which the server has not said what became of them. */
  unsaved: number;
  /** When the first of them was typed. */
  since: number | null;
  conflicts: string[];
  refused: string[];
  isCalling: boolean;
  trouble: Trouble | null;
  savedAt: number | null;
}

export function summaryOf(saving: Saving): Summary {
  const summary: Summary = {
    unsaved: 0,
    since: null,
    conflicts: [],
    refused: [],
    isCalling: saving.isCalling,
    trouble: saving.trouble,
    savedAt: null,
  };
  for (const [question, entry] of saving.entries) {
    if (entry.conflict !== null) summary.conflicts.push(question);
    else if (entry.refusal !== null) summary.refused.push(question);
    else if (isUnsaved(entry)) {
      summary.unsaved += 1;
      summary.since = Math.min(summary.since ?? Infinity, entry.sending?.since ?? entry.typed?.since ?? Infinity);
    }
    if (entry.savedAt !== null) summary.savedAt = Math.max(summary.savedAt ?? 0, entry.savedAt);
  }
  return summary;
}

/** The answers of a call in the words of the API. */
export function inputOf({ question, said, basedOn, key }: Outgoing) {
  const answer = tidy(said.answer);
  return {
    question,
    basedOn,
    key,
    answer,
    ...(said.language !== null && answer !== NOTHING && { language: said.language }),
  };
}
