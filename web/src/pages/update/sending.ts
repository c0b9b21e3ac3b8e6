// Which sections are said to hold still, and when that goes to the service. A way there and back takes long where this page is
// needed most, so each call takes what it can; but nobody waits for a call that could go.

/** A person may confirm this many sections one by one without asking for more than a whole update may take. */
const ONE_BY_ONE = 18;
/** How many sections go together where there are more. */
const TOGETHER = 2;
/** A section does not wait longer for another one to go with. */
export const PATIENCE = 60_000;
const FIRST_RETRY = 3_000;
const LAST_RETRY = 30_000;

/** Why nothing goes out at the moment. */
export type Trouble = "unreached" | "busy" | "signedOut";

export interface Sending {
  /** Said to hold still, and not on their way. */
  waiting: readonly string[];
  /** When the first of them was said so. */
  since: number;
  flying: readonly string[];
  /** What the service does not take, with its reason. */
  refused: ReadonlyMap<string, string | null>;
  /** How many calls came back with what they were sent for. */
  answered: number;
  trouble: Trouble | null;
  /** When to try again. */
  retryAt: number;
  tries: number;
}

export const NOTHING_YET: Sending = {
  waiting: [],
  since: 0,
  flying: [],
  refused: new Map(),
  answered: 0,
  trouble: null,
  retryAt: 0,
  tries: 0,
};

export function press(sending: Sending, section: string, now: number): Sending {
  if (sending.waiting.includes(section) || sending.flying.includes(section)) return sending;
  const refused = new Map(sending.refused);
  refused.delete(section);
  const since = sending.waiting.length === 0 ? now : sending.since;
  return { ...sending, refused, since, waiting: [...sending.waiting, section] };
}

/** What of a file is left: sections of all, and those that nobody has said anything of yet. */
export interface Extent {
  sections: number;
  untouched: number;
}

/** When the next call goes, `null` for not before something happens. */
export function nextAt(sending: Sending, { sections, untouched }: Extent): number | null {
  const { waiting, flying, since, answered, trouble, retryAt } = sending;
  if (waiting.length === 0 || flying.length > 0 || trouble === "signedOut") return null;
  const earliest = trouble === null ? 0 : retryAt;
  const isFull = waiting.length >= (sections > ONE_BY_ONE ? TOGETHER : 1);
  // The first one shows that it works; the last one has nothing to wait for.
  if (isFull || answered === 0 || untouched === 0) return earliest;
  return Math.max(earliest, since + PATIENCE);
}

/** Takes what goes now. */
export function take(sending: Sending, now: number): [Sending, readonly string[]] {
  const flying = sending.waiting.slice(0, TOGETHER);
  return [{ ...sending, flying, waiting: sending.waiting.slice(TOGETHER), since: now }, flying];
}

export function settle(sending: Sending): Sending {
  return { ...sending, flying: [], trouble: null, tries: 0, answered: sending.answered + 1 };
}

/** No answer: nothing is known of what was sent, and to say it again is harmless. */
export function lose(sending: Sending, trouble: Trouble, now: number): Sending {
  const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** sending.tries);
  return {
    ...sending,
    flying: [],
    waiting: [...sending.flying, ...sending.waiting],
    trouble,
    retryAt: now + wait,
    tries: sending.tries + 1,
  };
}

export function refuse(sending: Sending, section: string, reason: string | null): Sending {
  return { ...sending, refused: new Map(sending.refused).set(section, reason) };
}

/** The way may be open again. */
export function resume(sending: Sending, now: number): Sending {
  return { ...sending, trouble: null, retryAt: now, tries: 0 };
}
