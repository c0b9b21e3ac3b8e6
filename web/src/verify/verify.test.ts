import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { canonical, Failing, type Json, parse, readKeys, verify } from "./index";

const bytes = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../tests/fixtures/verify/${name}`, import.meta.url)));
const read = (name: string) => new TextDecoder().decode(bytes(name));

interface Case {
  files: string[];
  keys: boolean;
  failings: [string, string][];
  exit: number;
}

// The files are written by the program that signs them, and the list is the one that `normtrack verify` is held to.
describe("what does not hold is named with its file and its code", () => {
  const cases = JSON.parse(read("cases.json")) as Case[];
  for (const { files, keys, failings, exit } of cases) {
    it(`${files.join(" ")} ${keys ? "with keys" : "without"}`, async () => {
      const given = files.map((name) => ({ name, bytes: bytes(name) }));
      const report = await verify(given, keys ? readKeys(read("keys.json")) : null);
      expect(report.failings.map(({ name, failing }) => [name, failing.code])).toEqual(failings);
      const isFalse = report.failings.some(({ failing }) => failing.isFalse);
      expect(isFalse ? 1 : failings.length > 0 ? 2 : 0).toBe(exit);
    });
  }
});

describe("canonical form", () => {
  const pairs = JSON.parse(read("canonical.json")) as { text: string; canonical: string }[];
  it("is that of the program", () => {
    for (const { text, canonical: form } of pairs) expect(canonical(parse(text))).toBe(form);
  });
});

describe("reading", () => {
  it("refuses what has more than one meaning", () => {
    for (const text of ['{"a":1,"a":1}', '[{"b":{"a":1,"\\u0061":2}}]', "", "{", "1 2", "[1,]", '"\\ud800"', "1e400"])
      expect(() => parse(text), text).toThrow();
    expect(() => parse("[".repeat(5000) + "]".repeat(5000))).toThrow();
  });

  it("takes names that mean something to the language for ordinary ones", () => {
    const text = '{"__proto__":{"x":1},"constructor":2}';
    expect(canonical(parse(text) as Json)).toBe(text);
  });
});

describe("any changed character", () => {
  it("of an extract or a receipt is found", async () => {
    const keys = readKeys(read("keys.json"));
    for (const name of ["extract.json", "receipt.jws", "inclusion-2-6.json"]) {
      const text = read(name);
      for (let at = 0; at < text.length; at += 7) {
        const other = text[at] === "1" ? "2" : "1";
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        const report = await verify([{ name, bytes: new TextEncoder().encode(changed) }], keys);
        expect(report.failings[0]?.failing, `${name} at ${at}`).toBeInstanceOf(Failing);
      }
    }
  });
});
