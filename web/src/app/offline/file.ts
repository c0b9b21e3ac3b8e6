import { createStore, promisifyRequest, type UseStore } from "idb-keyval";

import { keeper } from "./keeper";

// The working file that somebody opened last on this device, as the service told it: so that it opens again without a
// connection. There is one at most, and it goes with its reader.

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

let opened: UseStore | undefined;

const file: UseStore = async (mode, act) => (opened ??= createStore("normtrack-file", "parts"))(mode, act);

const change = (act: (held: IDBObjectStore) => void) =>
  file("readwrite", (held) => {
    act(held);
    held.transaction.commit();
    return promisifyRequest(held.transaction);
  });

/** Keeps a file in place of the one before. */
export async function keepFile({ subject, submission, at, ...parts }: KeptFile<unknown, unknown>): Promise<void> {
  await change((held) => {
    held.clear();
    held.put({ subject, submission, at } satisfies Whose, WHOSE);
    held.put(parts, FILE);
  });
  keeper.keep(subject, at);
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

/** Whose file is kept, and which. */
export async function whoseFile(): Promise<Whose | null> {
  const whose = await file("readonly", (held) => promisifyRequest(held.get(WHOSE) as IDBRequest<Whose | undefined>));
  return whose !== undefined && keeper.now() === whose.subject ? whose : null;
}

/** What stands otherwise than in the file that is kept, by question. */
export async function keptStandings<Said>(): Promise<[string, Standing<Said>][]> {
  const range = IDBKeyRange.bound(["standing"], ["standing", []]);
  const [places, values] = await file("readonly", (held) =>
    Promise.all([promisifyRequest(held.getAllKeys(range)), promisifyRequest(held.getAll(range))]),
  );
  return places.map((place, at) => [(place as [string, string])[1], values[at] as Standing<Said>]);
}

/** Nothing of it stays on the device. */
export const eraseFile = () => change((held) => held.clear());
