/**
 * Verifies what a register gave out, in the browser and without a server: documents, extracts, evidence, receipts, tree
 * heads, proofs and entries (docs/formats.md). It needs WebCrypto with Ed25519 and nothing else, and imports nothing of the console.
 */

export { type Code, codes, Failing } from "./failing";
export type { LogEntry, Opened, Piece } from "./forms";
export { canonical, type Json, Malformed, parse } from "./json";
export { type KeyRing, readKeys } from "./jws";
export { type File, type Report, verify } from "./report";
