/** Hashes and Merkle trees (FIPS 180-4, RFC 9162 section 2.1), with nothing but the browser's own cryptography. */

const utf8 = new TextEncoder();

export type Bytes = Uint8Array<ArrayBuffer>;

export function bytesOf(text: string): Bytes {
  return utf8.encode(text);
}

export function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** SHA-256 over the parts one after the other, in hexadecimal. */
export async function sha256(...parts: Bytes[]): Promise<string> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function leafHash(data: Bytes): Promise<string> {
  return sha256(Uint8Array.of(0), data);
}

export function nodeHash(left: string, right: string): Promise<string> {
  return sha256(Uint8Array.of(1), fromHex(left), fromHex(right));
}

/** A log at one size. */
export interface Head {
  size: number;
  root: string;
}

/** The root over leaf hashes: a right edge of complete subtrees, folded from its end. */
export async function rootOf(leaves: readonly string[]): Promise<string> {
  const edge: { height: number; hash: string }[] = [];
  for (const hash of leaves) {
    let node = { height: 0, hash };
    for (let left = edge.at(-1); left?.height === node.height; left = edge.at(-1)) {
      edge.pop();
      node = { height: node.height + 1, hash: await nodeHash(left.hash, node.hash) };
    }
    edge.push(node);
  }
  let root = edge.pop()?.hash;
  if (root === undefined) return sha256();
  for (let left = edge.pop(); left !== undefined; left = edge.pop()) root = await nodeHash(left.hash, root);
  return root;
}

// Sizes reach 2^53 - 1, so they are halved by division: the bit operators would cut them to 32 bits.
const half = (number: number) => Math.floor(number / 2);
const isOdd = (number: number) => number % 2 === 1;
const isPowerOfTwo = (number: number): boolean =>
  number === 1 || (number > 1 && !isOdd(number) && isPowerOfTwo(half(number)));

/** Whether the leaf at an index is in the log (RFC 9162 section 2.1.3.2). */
export async function isIncluded(leaf: string, index: number, log: Head, path: readonly string[]): Promise<boolean> {
  if (index < 0 || index >= log.size) return false;
  let [node, last, root] = [index, log.size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      root = await nodeHash(sibling, root);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      root = await nodeHash(root, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && root === log.root;
}

/** Whether the later log begins with the earlier one (RFC 9162 section 2.1.4.2). */
export async function isConsistent(from: Head, to: Head, path: readonly string[]): Promise<boolean> {
  if (from.size === 0 || from.size > to.size) return false;
  if (from.size === to.size) return path.length === 0 && from.root === to.root;
  // A complete earlier log is itself the first node of the proof, and is left out of it.
  const [seed, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...path] : path;
  if (seed === undefined) return false;
  let [node, last] = [from.size - 1, to.size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [earlier, later] = [seed, seed];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      earlier = await nodeHash(sibling, earlier);
      later = await nodeHash(sibling, later);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      later = await nodeHash(later, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && earlier === from.root && later === to.root;
}
