/** Signed statements of a register: JWS in compact form (RFC 7515) with Ed25519 (RFC 8037). */

import { Failing } from "./failing";
import { Malformed, Members, parse } from "./json";
import { bytesOf, type Bytes } from "./tree";

export const RECEIPT_TYPE = "normtrack-receipt";
export const HEAD_TYPE = "normtrack-tree-head";

const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Base64url without padding, in its only form: no other digits, and no bits left over. */
function fromBase64(part: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) return null;
  const plain = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  const again = btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return again === part ? Uint8Array.from(plain, (character) => character.charCodeAt(0)) : null;
}

/** The public keys of one issuer: those that sign for its register, and the names of those that sign something else. */
export interface KeyRing {
  register: Map<string, Bytes>;
  others: Set<string>;
}

/** Reads a JWK set (RFC 7517); what is of another kind is passed over. */
export function readKeys(jwks: string): KeyRing {
  const ring: KeyRing = { register: new Map(), others: new Set() };
  for (const [at, value] of new Members(parse(jwks)).list("keys")) {
    const jwk = value as Record<string, unknown>;
    if (jwk["kty"] !== "OKP" || jwk["crv"] !== "Ed25519") continue;
    const key = typeof jwk["x"] === "string" ? fromBase64(jwk["x"]) : null;
    const kid = jwk["kid"];
    if (key?.length !== 32 || typeof kid !== "string") throw new Malformed(at, "not an Ed25519 public key");
    if (jwk["normtrack_purpose"] === "receipt") ring.register.set(kid, key);
    else ring.others.add(kid);
  }
  return ring;
}

/** A statement whose signature is the key's. */
export interface Statement {
  type: typeof RECEIPT_TYPE | typeof HEAD_TYPE;
  kid: string;
  claims: Members;
}

/** Checks the signature of a statement, and returns what it claims. */
export async function openStatement(jws: string, keys: KeyRing | null): Promise<Statement> {
  const [header, payload, signature, ...more] = jws.split(".").map(fromBase64);
  if (!header || !payload || !signature || more.length > 0) throw new Failing("NOT_OURS");
  const { alg, typ, kid } = readHeader(header);
  if (alg !== "EdDSA") throw new Failing("MALFORMED_STATEMENT", { at: "alg" });
  if (typ !== RECEIPT_TYPE && typ !== HEAD_TYPE) throw new Failing("NOT_OURS");
  if (keys === null) throw new Failing("NO_KEYS");
  const key = keys.register.get(kid);
  if (key === undefined) throw new Failing(keys.others.has(kid) ? "OTHER_KEY" : "FOREIGN_KEY", { key: kid });
  const signed = bytesOf(jws.slice(0, jws.lastIndexOf(".")));
  const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  if (!(await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed)))
    throw new Failing("FORGED", { key: kid });
  return { type: typ, kid, claims: inStatement(() => new Members(parse(decode(payload)))) };
}

/** The header holds `alg`, `kid` and `typ` and nothing else, so that nothing which changes the meaning rides along. */
function readHeader(bytes: Bytes): { alg: string; typ: string; kid: string } {
  return inStatement(() => {
    const header = new Members(parse(decode(bytes)));
    const alg = header.text("alg");
    if (alg !== "EdDSA") return { alg, typ: "", kid: "" };
    const read = { alg, kid: header.text("kid"), typ: header.text("typ") };
    header.finish();
    return read;
  });
}

/** What is malformed in a statement is a fault of the statement. */
export function inStatement<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) throw new Failing("MALFORMED_STATEMENT", { at: error.at });
    throw error;
  }
}

export function decode(bytes: Bytes): string {
  try {
    return text.decode(bytes);
  } catch {
    throw new Malformed("$", "not UTF-8");
  }
}
