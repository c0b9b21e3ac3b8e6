import { createStore, promisifyRequest, type UseStore } from "idb-keyval";

import type { Unsent } from "../../pages/survey/saving";
import { device } from "../storage";
import { MAYBE } from "./keeper";

// What the service has not acknowledged, on this device: one record for each answer, written at each keystroke and before
// anything is sent. Its place says whose it is, so that nobody else on this device sees or sends it.

/** Whose, of which working file, kept by which tab, to which question. */
type Place = [subject: string, submission: string, tab: string, question: string];

export interface Kept {
  submission: string;
  tab: string;
  question: string;
  unsent: Unsent;
}

/** This tab, until it is closed or loaded anew. */
export const TAB = (crypto as Partial<Crypto>).randomUUID?.() ?? String(performance.timeOrigin);

let opened: UseStore | undefined;

const answers: UseStore = async (mode, act) => (opened ??= createStore("normtrack-unsent", "answers"))(mode, act);

/** One change, whole or not at all. It is on its way to the disk when this returns, and there when it resolves. */
function change(act: (held: IDBObjectStore) => void): Promise<void> {
  return answers("readwrite", (held) => {
    act(held);
    // Else the browser waits whether this page has more to say, and forgets it all with the page.
    held.transaction.commit();
    return promisifyRequest(held.transaction);
  });
}

const within = (...place: string[]) => IDBKeyRange.bound(place, [...place, []]);

/** What is kept for somebody, of one working file or of all. */
export async function keptFor(subject: string, submission: string | null = null): Promise<Kept[]> {
  const range = submission === null ? within(subject) : within(subject, submission);
  const [places, values] = await answers("readonly", (held) =>
    Promise.all([
      promisifyRequest(held.getAllKeys(range)) as Promise<unknown> as Promise<Place[]>,
      promisifyRequest(held.getAll(range)) as Promise<Unsent[]>,
    ]),
  );
  return places.flatMap(([, file, tab, question], at) => {
    const unsent = values[at];
    return unsent === undefined ? [] : [{ submission: file, tab, question, unsent }];
  });
}

export async function isNothingKept(): Promise<boolean> {
  return (await answers("readonly", (held) => promisifyRequest(held.count()))) === 0;
}

/** Erases all that is kept for somebody. */
export const eraseUnsent = (subject: string) => change((held) => held.delete(within(subject)));

/** Writes what has become of an answer that another tab kept; with nothing, the service has all of it. */
export const rewrite = (subject: string, { submission, tab, question }: Kept, unsent: Unsent | null) =>
  change((held) => {
    const place: Place = [subject, submission, tab, question];
    if (unsent === null) held.delete(place);
    else held.put(unsent, place);
  });

/** Something else keeps it now. */
export const forget = (subject: string, kept: readonly Kept[]) =>
  change((held) => {
    for (const { submission, tab, question } of kept) held.delete([subject, submission, tab, question] satisfies Place);
  });

/** Where a working file keeps what is not acknowledged. */
export interface Keeping {
  /** Keeps what there is of an answer now, from the moment of the call; with nothing, forgets it. */
  keep(question: string, unsent: Unsent | null): void;
  /** Everything kept so far is on the disk, or cannot be. */
  written(): Promise<void>;
  /** Whether this browser keeps all of it. */
  isPossible(): boolean;
  /** Calls whenever that changes. */
  whenChanged(then: () => void): void;
}

/** Nothing outlives the page. */
export const NOWHERE: Keeping = {
  keep: () => {},
  written: async () => {},
  isPossible: () => true,
  whenChanged: () => {},
};

/** On this device, for one person and one working file. */
export function keepingOf(subject: string, submission: string): Keeping {
  // Changes come to pass in the order in which they were asked for: with the last one, all are written.
  let last = Promise.resolve();
  /** The answers of which the newest text could not be written. */
  const missing = new Set<string>();
  let tell = () => {};
  const note = (question: string, isMissing: boolean) => {
    const before = missing.size;
    if (isMissing) missing.add(question);
    else missing.delete(question);
    if ((before === 0) !== (missing.size === 0)) tell();
  };
  return {
    keep(question, unsent) {
      if (unsent !== null) device.write(MAYBE, "1");
      last = rewrite(subject, { submission, tab: TAB, question } as Kept, unsent).then(
        () => note(question, false),
        () => note(question, true),
      );
    },
    written: () => last,
    isPossible: () => missing.size === 0,
    whenChanged: (then) => (tell = then),
  };
}

// Each tab holds a lock for as long as it is there. What a tab kept whose lock can be had belongs to nobody; and whoever has it
// is alone with it.

const locks = () => (navigator as Partial<Navigator>).locks;
const lockOf = (tab: string) => `normtrack.tab.${tab}`;
let isThere: Promise<void> | undefined;

/** To be awaited before anything is kept. */
export function beThere(): Promise<void> {
  isThere ??= new Promise((granted) => {
    const held = locks()?.request(lockOf(TAB), () => {
      granted();
      return new Promise(() => {});
    });
    if (held === undefined) granted();
  });
  return isThere;
}

/**
 * Hands over what tabs kept that are gone, one tab after the other goes. `isPatient` waits for those that are still there,
 * beyond what is awaited.
 */
export async function takeUp(
  subject: string,
  submission: string | null,
  take: (kept: Kept[]) => Promise<void>,
  isPatient: boolean,
): Promise<void> {
  const tabs = new Set((await keptFor(subject, submission)).map(({ tab }) => tab));
  tabs.delete(TAB);
  for (const tab of tabs) {
    const hand = async () => {
      const kept = (await keptFor(subject, submission)).filter((one) => one.tab === tab);
      if (kept.length > 0) await take(kept);
    };
    const all = locks();
    if (all === undefined) {
      await hand();
      continue;
    }
    const isGone = await all.request(lockOf(tab), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await hand();
      return lock !== null;
    });
    if (!isGone && isPatient) void all.request(lockOf(tab), hand).catch(() => undefined);
  }
}
