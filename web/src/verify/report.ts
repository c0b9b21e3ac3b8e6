/** Verifies files by themselves and against one another, as `normtrack verify` does: the same list of cases holds both. */

import { Failing } from "./failing";
import { citations, type LogEntry, type Piece, verifyPiece } from "./forms";
import type { KeyRing } from "./jws";
import { type Head, sha256 } from "./tree";

export interface Report {
  /** What holds. */
  pieces: { name: string; piece: Piece }[];
  /** What does not, and in which file. */
  failings: { name: string; failing: Failing }[];
}

/** A file: its name and its bytes. */
export interface File {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export async function verify(files: File[], keys: KeyRing | null): Promise<Report> {
  const report: Report = { pieces: [], failings: [] };
  const others: File[] = [];
  for (const { name, bytes } of files) {
    try {
      report.pieces.push({ name, piece: await verifyPiece(bytes, keys) });
    } catch (error) {
      if (!(error instanceof Failing)) throw error;
      if (error.code === "NOT_OURS") others.push({ name, bytes });
      else report.failings.push({ name, failing: error });
    }
  }
  await compareBytes(others, report);
  report.failings.push(
    ...compareEvidence(report.pieces),
    ...compareFilings(report.pieces),
    ...compareEntries(report.pieces),
    ...compareLogs(report.pieces),
  );
  return report;
}

/** Files that are no form of ours: the bytes of evidence, where there is some with bytes. */
async function compareBytes(others: File[], { pieces, failings }: Report): Promise<void> {
  const evidence = pieces.flatMap(({ name, piece }) =>
    piece.kind === "evidence" && piece.sha256 !== undefined ? { name, sha256: piece.sha256 } : [],
  );
  for (const { name, bytes } of others) {
    const found = await sha256(bytes);
    const of = evidence.filter((one) => one.sha256 === found).map((one) => one.name);
    const [first] = evidence;
    if (of.length > 0) pieces.push({ name, piece: { kind: "bytes", sha256: found, of } });
    else if (first) failings.push({ name, failing: new Failing("OTHER_BYTES", { other: first.name }) });
    else failings.push({ name, failing: new Failing("NOT_OURS") });
  }
}

/** All evidence against every answer that is open here. */
function* compareEvidence(pieces: Report["pieces"]): Generator<Report["failings"][number]> {
  const cited = new Set(pieces.flatMap(({ piece }) => (piece.kind === "filing" ? citations(piece.opened) : [])));
  for (const { name, piece } of pieces)
    if (piece.kind === "evidence" && !cited.has(piece.commitment)) yield { name, failing: new Failing("NOT_CITED") };
}

/** Every receipt against every document and extract. */
function* compareFilings(pieces: Report["pieces"]): Generator<Report["failings"][number]> {
  for (const { name: other, piece: receipt } of pieces) {
    if (receipt.kind !== "receipt") continue;
    for (const { name, piece } of pieces) {
      if (piece.kind !== "filing") continue;
      const { entry, state } = receipt;
      if (entry.root !== piece.root || state !== piece.state || entry.round !== piece.round)
        yield { name, failing: new Failing("OTHER_FILING", { other }) };
    }
  }
}

function shown(piece: Piece): LogEntry[] {
  if (piece.kind === "entries") return piece.entries;
  return piece.kind === "receipt" || piece.kind === "inclusion" ? [piece.entry] : [];
}

/** Everything that shows an entry against everything else that shows one at the same position. */
function* compareEntries(pieces: Report["pieces"]): Generator<Report["failings"][number]> {
  const known = new Map<number, { name: string; form: string }>();
  for (const { name, piece } of pieces) {
    for (const entry of shown(piece)) {
      const form = JSON.stringify([entry.root, entry.state, entry.round, entry.filedAt, entry.kind]);
      const before = known.get(entry.position);
      if (before && before.form !== form) {
        yield { name, failing: new Failing("OTHER_ENTRY", { position: entry.position, other: before.name }) };
        break;
      }
      known.set(entry.position, before ?? { name, form });
    }
  }
}

/** Every log that is shown against every other: one root for one size, and a proof between two sizes that are signed. */
function* compareLogs(pieces: Report["pieces"]): Generator<Report["failings"][number]> {
  const logs: { name: string; head: Head; isSigned: boolean }[] = [];
  const proven: { from: Head; to: Head }[] = [];
  // Entries from the first on show every log before theirs.
  let whole = 0;
  for (const { name, piece } of pieces) {
    if (piece.kind === "receipt" || piece.kind === "head") logs.push({ name, head: piece.log, isSigned: true });
    if (piece.kind === "inclusion") logs.push({ name, head: piece.log, isSigned: false });
    if (piece.kind === "entries" && piece.log) {
      logs.push({ name, head: piece.log, isSigned: false });
      whole = Math.max(whole, piece.log.size);
    }
    if (piece.kind === "consistency") {
      logs.push({ name, head: piece.from, isSigned: false }, { name, head: piece.to, isSigned: false });
      proven.push(piece);
    }
  }
  logs.sort((one, other) => one.head.size - other.head.size);
  for (const [index, { name, head }] of logs.entries()) {
    const before = logs[index - 1];
    if (before?.head.size === head.size && before.head.root !== head.root)
      yield { name, failing: new Failing("FORKED", { size: head.size, other: before.name }) };
  }
  const signed = logs.filter(({ head, isSigned }) => isSigned && head.size > 0);
  for (const [index, { name, head }] of signed.entries()) {
    const before = signed[index - 1];
    if (before && before.head.size < head.size && head.size > whole && !isReached(proven, before.head, head))
      yield { name, failing: new Failing("UNPROVEN", { from: before.head.size, to: head.size, other: before.name }) };
  }
}

/** Whether proofs, one after the other, lead from one log to the other. They lead to larger logs only, so this ends. */
function isReached(proven: { from: Head; to: Head }[], from: Head, to: Head): boolean {
  const is = (one: Head, other: Head) => one.size === other.size && one.root === other.root;
  return (
    is(from, to) ||
    proven.some((proof) => is(proof.from, from) && proof.to.size > from.size && isReached(proven, proof.to, to))
  );
}
