import { createStore, promisifyRequest, type UseStore } from "idb-keyval";

import { device } from "../storage";
import { DOCUMENTS, MAYBE } from "./keeper";

// Documents that were chosen without a connection, on this device, each with its bytes. As with answers, its place says whose
// it is, and nobody else here sees or sends it.

/** The most that all of them may take on this device, in bytes. */
export const MOST = 50_000_000;

/** It arrived, and its answer could not take it up. */
export const NO_PLACE = "no-place";

export interface KeptDocument {
  id: string;
  submission: string;
  state: string;
  question: string;
  name: string;
  size: number;
  /** How many items its answer takes, where there is an end to it. */
  most?: number | null;
  at: number;
  /** Why the service does not take it. */
  refusal: string | null;
}

/** Whether a document is kept; else why not, with the bytes that the others take. */
export type Keeping = { is: "kept" } | { is: "full"; used: number } | { is: "impossible" };

let opened: UseStore | undefined;

const documents: UseStore = async (mode, act) =>
  (opened ??= createStore("normtrack-documents", "documents"))(mode, act);

const within = (...place: string[]) => IDBKeyRange.bound(place, [...place, []]);
const aboutOf = (subject: string, id: string) => ["about", subject, id];
const bytesAt = (subject: string, id: string) => ["bytes", subject, id];
const all = (held: IDBObjectStore, ...place: string[]) =>
  promisifyRequest(held.getAll(within("about", ...place)) as IDBRequest<KeptDocument[]>);

const listeners = new Set<() => void>();
let underway: string | null = null;

const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(DOCUMENTS);

function hear() {
  listeners.forEach((listener) => listener());
  dispatchEvent(new Event(DOCUMENTS));
}

function tell() {
  hear();
  others?.postMessage(null);
}

others?.addEventListener("message", hear);

export function onDocuments(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Which of them is on its way now. */
export const sending = () => underway;
export function send(id: string | null) {
  underway = id;
  tell();
}

async function change(act: (held: IDBObjectStore) => void) {
  await documents("readwrite", (held) => {
    act(held);
    held.transaction.commit();
    return promisifyRequest(held.transaction);
  });
  if ((await documents("readonly", (held) => promisifyRequest(held.count()))) === 0) device.write(DOCUMENTS, null);
  tell();
}

/** Keeps a document for later, where there is room for it. */
export async function keepDocument(
  subject: string,
  place: Pick<KeptDocument, "submission" | "state" | "question" | "most">,
  file: File,
): Promise<Keeping> {
  const { name, size } = file;
  try {
    // Before its bytes are read: there may be many.
    const used = (await documents("readonly", (held) => all(held))).reduce((sum, one) => sum + one.size, 0);
    if (used + size > MOST) return { is: "full", used };
    const bytes = await file.arrayBuffer();
    const at = Date.now();
    const id = `${at}-${crypto.randomUUID()}`;
    device.write(MAYBE, "1");
    device.write(DOCUMENTS, "1");
    await change((held) => {
      held.put({ ...place, id, name, size, at, refusal: null } satisfies KeptDocument, aboutOf(subject, id));
      held.put(bytes, bytesAt(subject, id));
    });
    return { is: "kept" };
  } catch {
    return { is: "impossible" };
  }
}

/** What is kept for somebody, of one working file or of all, in the order in which it was chosen. */
export async function documentsFor(subject: string, submission: string | null = null): Promise<KeptDocument[]> {
  const found = await documents("readonly", (held) => all(held, subject));
  return found.filter((one) => submission === null || one.submission === submission).sort((a, b) => a.at - b.at);
}

export const isNoDocumentKept = async () =>
  (await documents("readonly", (held) => promisifyRequest(held.count()))) === 0;

export const bytesOf = (subject: string, id: string): Promise<ArrayBuffer | undefined> =>
  documents("readonly", (held) =>
    promisifyRequest(held.get(bytesAt(subject, id)) as IDBRequest<ArrayBuffer | undefined>),
  );

/** The service does not take it: it stays, with why. */
export const refuseDocument = (subject: string, document: KeptDocument, refusal: string) =>
  change((held) => void held.put({ ...document, refusal }, aboutOf(subject, document.id)));

/** Its author has it sent once more. */
export const retryDocument = (subject: string, document: KeptDocument) =>
  change((held) => void held.put({ ...document, refusal: null }, aboutOf(subject, document.id)));

export const removeDocument = (subject: string, id: string) =>
  change((held) => {
    held.delete(aboutOf(subject, id));
    held.delete(bytesAt(subject, id));
  });

/** Erases all that is kept for somebody. */
export const eraseDocuments = (subject: string) =>
  change((held) => {
    held.delete(within("about", subject));
    held.delete(within("bytes", subject));
  });
