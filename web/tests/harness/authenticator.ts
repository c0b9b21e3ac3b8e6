import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** How long a code is the present one, in milliseconds. */
const STEP = 30_000;
/** What a code may take on its way. */
const WAY = 4_000;

/** Base 32 (RFC 4648), as secrets are shown. */
function bytesOf(secret: string): Buffer {
  let bits = "";
  for (const letter of secret.replaceAll(/\s/g, "")) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a step: HMAC-SHA-1, six digits (RFC 6238; RFC 4226, 5.3). */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = hash[hash.length - 1]! & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Somebody's authenticator, which gives each code once. */
export class Authenticator {
  private last = 0;

  constructor(private readonly secret: string) {}

  /** The next code that the service takes: of the step before, the present one or the one after. */
  async next(): Promise<string> {
    const step = Math.max(this.last + 1, Math.floor((Date.now() + WAY) / STEP) - 1);
    const begins = (step - 1) * STEP;
    if (begins > Date.now()) await wait(begins - Date.now() + 100);
    this.last = step;
    return codeOf(this.secret, step);
  }

  /** A code that is wrong now, and looks like any. */
  wrong(): string {
    const present = Math.floor(Date.now() / STEP);
    const right = new Set([-2, -1, 0, 1, 2].map((near) => codeOf(this.secret, present + near)));
    return ["123456", "234567", "345678", "456789", "567890", "678901"].find((code) => !right.has(code))!;
  }
}
