import { createStore, promisifyRequest, type UseStore } from "idb-keyval";

import { keeper } from "./keeper";

// The working file that somebody opened last on this device, as the service told it: so that it opens again without a
// connection. There is one at most, and it goes with its reader. Beside the file itself lies what else its pages read of it.

/** Of whom, and since when. */
export interface Whose {
  subject: string;
  submission: string;
  /** When the service told it. */
  at: number;
}

/** What is kept of a file. */
export interface KeptFile<File, Form> extends Whose {
  file: File;
  form: Form;
}

/** What stands, where that has changed since the file was read. */
export interface Standing<Said> {
  said: Said | null;
  revision: number;
  isConfirmed: boolean;
}

const WHOSE = "whose";
const FILE = "file";
/** Where what has changed since stands, each under its question. */
const standings = () => IDBKeyRange.bound(["standing"], ["standing", []]);

let opened: UseStore | undefined;

const file: UseStore = async (mode, act) => (opened ??= createStore("normtrack-file", "parts"))(mode, act);

const change = (act: (held: IDBObjectStore) => void) =>
  file("readwrite", (held) => {
    act(held);
    held.transaction.commit();
    return promisifyRequest(held.transaction);
  });

/** Keeps something of a file; nothing stays of another one. */
async function keep(whose: Whose, put: (held: IDBObjectStore, isKnown: boolean) => void): Promise<void> {
  await file("readwrite", async (held) => {
    const before = await promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>);
    const isKnown = before?.subject === whose.subject && before.submission === whose.submission;
    if (!isKnown) held.clear();
    put(held, isKnown);
    held.transaction.commit();
    return promisifyRequest(held.transaction);
  });
  keeper.keep(whose.subject, whose.at);
}

/** Keeps a file in place of the one before. */
export const keepFile = ({ subject, submission, at, ...parts }: KeptFile<unknown, unknown>): Promise<void> =>
  keep({ subject, submission, at }, (held) => {
    held.delete(standings());
    held.put({ subject, submission, at } satisfies Whose, WHOSE);
    held.put(parts, FILE);
  });

/** What a page of the file read besides, and when. */
export interface KeptPart<Read> {
  read: Read;
  at: number;
}

/** What there is besides: the page of what was carried, and the agreed texts of a section. */
export type Part = ["update"] | ["texts", section: string];

/** Keeps what a page of a file read. */
export const keepPart = (subject: string, submission: string, part: Part, read: unknown): Promise<void> => {
  const at = Date.now();
  return keep({ subject, submission, at }, (held, isKnown) => {
    if (!isKnown) held.put({ subject, submission, at } satisfies Whose, WHOSE);
    held.put({ read, at } satisfies KeptPart<unknown>, ["part", ...part]);
  });
};

/** What a page of this person's file read last, where that is kept. */
export async function keptPart<Read>(subject: string, submission: string, part: Part): Promise<KeptPart<Read> | null> {
  if (keeper.now() !== subject) return null;
  const [whose, kept] = await file("readonly", (held) =>
    Promise.all([
      promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>),
      promisifyRequest(held.get(["part", ...part]) as IDBRequest<KeptPart<Read> | undefined>),
    ]),
  );
  return whose?.subject === subject && whose.submission === submission ? (kept ?? null) : null;
}

/** An answer of the file stands otherwise now. Of another file than the one that is kept, nothing is. */
export const keepStanding = (subject: string, submission: string, question: string, standing: Standing<unknown>) =>
  file("readwrite", async (held) => {
    const whose = await promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>);
    if (whose?.subject === subject && whose.submission === submission) held.put(standing, ["standing", question]);
  });

/** The file, where it is this one and this person's. */
export async function keptFile<File, Form>(subject: string, submission: string): Promise<KeptFile<File, Form> | null> {
  if (keeper.now() !== subject) return null;
  const [whose, parts] = await file("readonly", (held) =>
    Promise.all([
      promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>),
      promisifyRequest(held.get(FILE) as IDBRequest<{ file: File; form: Form } | undefined>),
    ]),
  );
  const isIt = whose?.subject === subject && whose.submission === submission;
  return isIt && parts !== undefined ? { ...whose, ...parts } : null;
}

/** Whose file is kept, and which of its pages. */
export async function whoseFile(): Promise<(Whose & { pages: ("survey" | "update")[] }) | null> {
  const [whose, survey, update] = await file("readonly", (held) =>
    Promise.all([
      promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>),
      promisifyRequest(held.count(FILE)),
      promisifyRequest(held.count(["part", "update"])),
    ]),
  );
  if (whose === undefined || keeper.now() !== whose.subject) return null;
  return {
    ...whose,
    pages: [...(survey > 0 ? (["survey"] as const) : []), ...(update > 0 ? (["update"] as const) : [])],
  };
}

/** What stands otherwise than in the file that is kept, by question. */
export async function keptStandings<Said>(): Promise<[string, Standing<Said>][]> {
  const [places, values] = await file("readonly", (held) =>
    Promise.all([promisifyRequest(held.getAllKeys(standings())), promisifyRequest(held.getAll(standings()))]),
  );
  return places.map((place, at) => [(place as [string, string])[1], values[at] as Standing<Said>]);
}

/** Nothing of it stays on the device. */
export const eraseFile = () => change((held) => held.clear());
