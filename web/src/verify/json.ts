/**
 * JSON as the register reads and writes it: read strictly, so that a text has one meaning, and written in canonical form
 * (RFC 8785), so that a meaning has one text.
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A text that is not of the form that it claims: where, and what is wrong there. */
export class Malformed extends Error {
  constructor(
    readonly at: string,
    readonly flaw: string,
  ) {
    super(`${at}: ${flaw}`);
  }
}

/** Reads JSON; refuses two members of one name, which `JSON.parse` would let pass, and text that is no Unicode. */
export function parse(text: string): Json {
  // The grammar is the browser's own affair; what it does not look at is looked at below.
  try {
    JSON.parse(text);
  } catch {
    throw new Malformed("$", "not JSON");
  }
  return new Reader(text).whole();
}

/** Reads text that `JSON.parse` has accepted, member by member. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  private depth = 0;

  whole(): Json {
    return this.value("$");
  }

  private skip(): void {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  private next(): string {
    this.skip();
    return this.text[this.at] ?? "";
  }

  private value(place: string): Json {
    const first = this.next();
    if (first === "{" || first === "[") {
      // No form of ours is deeper than a few, and no browser's stack is endless.
      if (this.depth === 120) throw new Malformed(place, "too deep");
      this.depth += 1;
      const read = first === "{" ? this.object(place) : this.list(place);
      this.depth -= 1;
      return read;
    }
    if (first === '"') return this.string(place);
    const token = /^[^\s,\]}]+/.exec(this.text.slice(this.at, this.at + 400))?.[0] ?? "";
    this.at += token.length;
    const read = JSON.parse(token) as Json;
    if (typeof read === "number" && !Number.isFinite(read)) throw new Malformed(place, "a number is not finite");
    return read;
  }

  private string(place: string): string {
    const start = this.at;
    this.at += 1;
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === "\\" ? 2 : 1;
    this.at += 1;
    const read = JSON.parse(this.text.slice(start, this.at)) as string;
    // In a regular expression with the flag `u` a pair of surrogates is one character, so this finds lone ones.
    if (/[\uD800-\uDFFF]/u.test(read)) throw new Malformed(place, "text that is no Unicode");
    return read;
  }

  private list(place: string): Json[] {
    const items: Json[] = [];
    this.at += 1;
    while (this.next() !== "]") {
      items.push(this.value(`${place}[${items.length}]`));
      if (this.next() === ",") this.at += 1;
    }
    this.at += 1;
    return items;
  }

  private object(place: string): Json {
    const members = new Map<string, Json>();
    this.at += 1;
    while (this.next() !== "}") {
      const name = this.string(place);
      if (members.has(name)) throw new Malformed(place, `two members are named ${name}`);
      this.next();
      this.at += 1;
      members.set(name, this.value(place === "$" ? name : `${place}.${name}`));
      if (this.next() === ",") this.at += 1;
    }
    this.at += 1;
    return Object.fromEntries(members);
  }
}

/** The canonical form (RFC 8785). ECMAScript prints numbers and strings as the RFC asks; members go by UTF-16 units. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** A JSON object that is taken apart member by member; what is left at the end is unknown and refused. */
export class Members {
  private readonly left: Map<string, Json>;

  constructor(
    value: Json,
    private readonly at = "$",
  ) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Malformed(at, "not an object");
    this.left = new Map(Object.entries(value));
  }

  place(name: string): string {
    return this.at === "$" ? name : `${this.at}.${name}`;
  }

  has(name: string): boolean {
    return this.left.has(name);
  }

  take(name: string): Json {
    const value = this.left.get(name);
    if (value === undefined) throw new Malformed(this.at, `${name} is missing`);
    this.left.delete(name);
    return value;
  }

  object(name: string): Members {
    return new Members(this.take(name), this.place(name));
  }

  list(name: string): [string, Json][] {
    const value = this.take(name);
    if (!Array.isArray(value)) throw new Malformed(this.place(name), "not a list");
    return value.map((item, index) => [`${this.place(name)}[${index}]`, item]);
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value !== "string") throw new Malformed(this.place(name), "not a text");
    if (value === "") throw new Malformed(this.place(name), "empty");
    return value;
  }

  hex(name: string, bytes = 32): string {
    return readHex(this.text(name), bytes, this.place(name));
  }

  hexes(name: string): string[] {
    return this.list(name).map(([at, item]) => readHex(item, 32, at));
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(name: string): number {
    const value = this.take(name);
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
      throw new Malformed(this.place(name), "not a whole number");
    return value;
  }

  instant(name: string): string {
    const value = this.text(name);
    const shaped = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(value);
    const at = new Date(value);
    // A day that does not exist becomes another one when it is printed again.
    if (!shaped || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== value.slice(0, 19))
      throw new Malformed(this.place(name), "not an instant");
    return value;
  }

  word<W extends string>(name: string, words: readonly W[]): W {
    const value = this.text(name);
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Malformed(this.place(name), `not one of ${words.join(", ")}`);
    return found;
  }

  finish(): void {
    for (const name of this.left.keys()) throw new Malformed(this.at, `${name} is unknown`);
  }
}

function readHex(value: Json, bytes: number, at: string): string {
  if (typeof value !== "string" || value.length !== 2 * bytes || !/^[0-9a-f]*$/.test(value))
    throw new Malformed(at, `not ${2 * bytes} lowercase hexadecimal digits`);
  return value;
}

/** Refuses numbers that canonical form would round onto a neighbour: from 2^53 on. */
export function exact(value: Json, at: string): void {
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Malformed(at, "too large");
  if (Array.isArray(value)) value.forEach((item, index) => exact(item, `${at}[${index}]`));
  else if (value !== null && typeof value === "object")
    for (const [name, member] of Object.entries(value)) exact(member, `${at}.${name}`);
}
