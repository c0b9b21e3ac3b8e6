/** The forms of `docs/formats.md`: each is read strictly, and everything in it that can be recomputed is. */

import { Failing } from "./failing";
import { canonical, exact, type Json, Malformed, Members, parse } from "./json";
import { HEAD_TYPE, inStatement, type KeyRing, openStatement } from "./jws";
import { bytesOf, fromHex, type Head, isConsistent, isIncluded, leafHash, rootOf, sha256 } from "./tree";

/** An entry of the log. */
export interface LogEntry {
  position: number;
  root: string;
  /** The commitment to the State. */
  state: string;
  round: string;
  filedAt: string;
  kind: "filing" | "amendment" | "withdrawal";
}

/** An answer that a document or an extract opens. */
export interface Opened {
  question: string;
  standing: string;
  value?: Json;
  language?: string;
}

/** What a piece of evidence is and is called. */
export interface Evidence {
  url?: string;
  /** Of the document, or of the copy of a link. */
  sha256?: string;
  size?: number;
  media_type?: string;
  title?: string;
  citation?: string;
  language?: string;
}

/** What a file is, after everything in it was found to hold. */
export type Piece =
  | { kind: "filing"; state: string; round: string; edition: string; root: string; opened: Opened[]; hidden: number }
  | ({ kind: "evidence"; commitment: string } & Evidence)
  | { kind: "bytes"; sha256: string; of: string[] }
  | { kind: "receipt"; state: string; entry: LogEntry; log: Head }
  | { kind: "head"; filedAt: string | null; log: Head }
  | { kind: "inclusion"; entry: LogEntry; log: Head }
  | { kind: "consistency"; from: Head; to: Head }
  | { kind: "entries"; entries: LogEntry[]; log: Head | null };

/** Reads a file and verifies everything that it shows by itself; throws a `Failing`. */
export async function verifyPiece(bytes: Uint8Array<ArrayBuffer>, keys: KeyRing | null): Promise<Piece> {
  const text = textOf(bytes).trim();
  if (!text.startsWith("{")) return verifyStatement(text, keys);
  try {
    return await verifyForm(parse(text));
  } catch (error) {
    if (error instanceof Malformed) throw new Failing("MALFORMED", { at: error.at });
    throw error;
  }
}

/** Our forms and statements are UTF-8 without a mark, so nothing else is one of them. */
function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failing("NOT_OURS");
  }
}

async function verifyForm(value: Json): Promise<Piece> {
  const form = new Members(value);
  switch (form.has("format") ? form.take("format") : null) {
    case "normtrack/document@1":
      return document(form);
    case "normtrack/extract@1":
      return extract(form);
    case "normtrack/inclusion@1":
      return inclusion(form);
    case "normtrack/consistency@1":
      return consistency(form);
    case "normtrack/evidence@1":
      return evidence(form);
    case "normtrack/entries@1":
      return entries(form);
    default:
      throw new Failing("NOT_OURS");
  }
}

interface Leaf {
  commitment: string;
  question?: string;
  opening?: { salt: string; answer: Opened };
}

function readLeaf(at: string, value: Json, isNamed: boolean): Leaf {
  const form = new Members(value, at);
  const leaf: Leaf = isNamed
    ? { question: form.text("question"), commitment: form.hex("commitment") }
    : { commitment: form.hex("commitment") };
  if (form.has("opening")) {
    const opening = form.object("opening");
    leaf.opening = { salt: opening.hex("salt", 16), answer: readAnswer(opening.object("answer")) };
    opening.finish();
  }
  form.finish();
  return leaf;
}

function readAnswer(form: Members): Opened {
  const answer: Opened = { question: form.text("question"), standing: form.text("standing") };
  if (form.has("value")) answer.value = form.take("value");
  if (form.has("language")) answer.language = form.text("language");
  form.finish();
  if ("value" in answer !== (answer.standing === "answered") || answer.value === null)
    throw new Malformed(form.place("value"), "a value stands with the standing answered and with no other");
  if (answer.value !== undefined) exact(answer.value, form.place("value"));
  return answer;
}

interface Header {
  state: string;
  round: string;
  edition: string;
  edition_hash: string;
}

function readHeader(form: Members): Header {
  const header = {
    state: form.text("state"),
    round: form.text("round"),
    edition: form.text("edition"),
    edition_hash: form.hex("edition_hash"),
  };
  form.finish();
  return header;
}

async function document(form: Members): Promise<Piece> {
  const header = readHeader(form.object("header"));
  const root = form.hex("root");
  const leaves = form.list("entries").map(([at, value]) => readLeaf(at, value, true));
  form.finish();
  rising(leaves.flatMap(({ question }) => question ?? []));
  for (const { question, opening } of leaves)
    if (opening && question !== opening.answer.question)
      throw new Failing("CHANGED_ANSWER", { question: question ?? "" });
  return filing(header, root, leaves);
}

async function extract(form: Members): Promise<Piece> {
  const header = readHeader(form.object("header"));
  const root = form.hex("root");
  const leaves = form.list("leaves").map(([at, value]) => readLeaf(at, value, false));
  form.finish();
  return filing(header, root, leaves);
}

async function filing(header: Header, root: string, leaves: Leaf[]): Promise<Piece> {
  const opened: Opened[] = [];
  for (const { commitment, opening } of leaves) {
    if (!opening) continue;
    const form = canonical(opening.answer as unknown as Json);
    if ((await sha256(fromHex(opening.salt), bytesOf(form))) !== commitment)
      throw new Failing("CHANGED_ANSWER", { question: opening.answer.question });
    opened.push(opening.answer);
  }
  rising(opened.map(({ question }) => question));
  const head = await sha256(bytesOf(canonical(header as unknown as Json)));
  const hashes = await Promise.all(
    [head, ...leaves.map(({ commitment }) => commitment)].map((hash) => leafHash(fromHex(hash))),
  );
  if ((await rootOf(hashes)) !== root) throw new Failing("CHANGED_DOCUMENT");
  const { state, round, edition } = header;
  return { kind: "filing", state, round, edition, root, opened, hidden: leaves.length - opened.length };
}

async function evidence(form: Members): Promise<Piece> {
  const salt = form.hex("salt", 16);
  const members = form.object("evidence");
  form.finish();
  const record: Evidence = {};
  if (members.has("url")) record.url = members.text("url");
  if (members.has("sha256")) record.sha256 = members.hex("sha256");
  if (members.has("size")) record.size = members.count("size");
  for (const name of ["media_type", "title", "citation", "language"] as const)
    if (members.has(name)) record[name] = members.text(name);
  members.finish();
  if (record.url === undefined && record.sha256 === undefined)
    throw new Malformed("evidence.url", "neither a link nor a document");
  const commitment = await sha256(fromHex(salt), bytesOf(canonical(record as Json)));
  return { kind: "evidence", commitment, ...record };
}

/** The evidence that answers cite, by its commitments. No other kind of question has items of this form. */
export function citations(opened: Opened[]): string[] {
  return opened.flatMap(({ value }) =>
    (Array.isArray(value) ? value : []).flatMap((item) =>
      item !== null && typeof item === "object" && !Array.isArray(item) && Object.keys(item).length === 1
        ? typeof item.commitment === "string"
          ? [item.commitment]
          : []
        : [],
    ),
  );
}

/** Codes ascend strictly by their bytes, which for UTF-8 is the order of code points. */
function rising(codes: string[]): void {
  for (const [index, code] of codes.entries()) {
    const before = codes[index - 1];
    if (before !== undefined && compareBytes(before, code) >= 0) throw new Failing("CHANGED_DOCUMENT");
  }
}

function compareBytes(one: string, other: string): number {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  const differs = a.findIndex((byte, index) => byte !== b[index]);
  return differs === -1 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}

const KINDS = ["filing", "amendment", "withdrawal"] as const;

function readEntry(form: Members): LogEntry {
  const position = form.count("position");
  if (position === 0) throw new Malformed(form.place("position"), "positions are counted from 1");
  const entry = {
    position,
    root: form.hex("root"),
    state: form.hex("state"),
    round: form.text("round"),
    filedAt: form.instant("filed_at"),
    kind: form.word("kind", KINDS),
  };
  form.finish();
  return entry;
}

function entryLeaf({ filedAt, ...entry }: LogEntry): Promise<string> {
  return leafHash(bytesOf(canonical({ ...entry, filed_at: filedAt })));
}

function readLog(form: Members): Head {
  return { size: form.count("log_size"), root: form.hex("log_root") };
}

async function inclusion(form: Members): Promise<Piece> {
  const entry = readEntry(form.object("entry"));
  const log = readLog(form);
  const path = form.hexes("inclusion");
  form.finish();
  if (!(await isIncluded(await entryLeaf(entry), entry.position - 1, log, path))) throw new Failing("NOT_PROVEN");
  return { kind: "inclusion", entry, log };
}

async function consistency(form: Members): Promise<Piece> {
  const [from, to] = (["from", "to"] as const).map((name) => {
    const head = form.object(name);
    const log = readLog(head);
    head.finish();
    return log;
  }) as [Head, Head];
  const path = form.hexes("consistency");
  form.finish();
  if (!(await isConsistent(from, to, path))) throw new Failing("NOT_EXTENDED", { from: from.size, to: to.size });
  return { kind: "consistency", from, to };
}

async function entries(form: Members): Promise<Piece> {
  const read = form.list("entries").map(([at, value]) => readEntry(new Members(value, at)));
  form.finish();
  for (const [index, entry] of read.entries()) {
    const before = read[index - 1];
    if (before && (entry.position !== before.position + 1 || entry.filedAt <= before.filedAt))
      throw new Failing("CHANGED_LOG", { position: entry.position });
  }
  const isWhole = read[0]?.position === 1;
  const log = isWhole ? { size: read.length, root: await rootOf(await Promise.all(read.map(entryLeaf))) } : null;
  return { kind: "entries", entries: read, log };
}

async function verifyStatement(jws: string, keys: KeyRing | null): Promise<Piece> {
  const { type, claims } = await openStatement(jws, keys);
  if (type === HEAD_TYPE) {
    return inStatement(() => {
      const log = readLog(claims);
      const filedAt = log.size === 0 ? null : claims.instant("filed_at");
      claims.finish();
      return { kind: "head", filedAt, log };
    });
  }
  const { state, salt, log, path, ...rest } = inStatement(() => {
    const read = {
      position: claims.count("position"),
      root: claims.hex("root"),
      state: claims.text("state"),
      salt: claims.hex("state_salt", 16),
      round: claims.text("round"),
      filedAt: claims.instant("filed_at"),
      kind: claims.word("kind", KINDS),
      log: readLog(claims),
      path: claims.hexes("inclusion"),
    };
    claims.finish();
    return read;
  });
  const commitment = await sha256(fromHex(salt), bytesOf(canonical({ state })));
  const entry: LogEntry = { ...rest, state: commitment };
  if (!(await isIncluded(await entryLeaf(entry), entry.position - 1, log, path))) throw new Failing("NOT_IN_LOG");
  return { kind: "receipt", state, entry, log };
}
