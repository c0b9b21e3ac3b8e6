import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { canVerify, sorted } from "./given";

const read = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../tests/fixtures/verify/${name}`, import.meta.url)));

it("tells keys from what they verify", () => {
  const given = ["receipt.jws", "keys.json", "extract.json"].map((name) => ({ name, bytes: read(name) }));
  const { files, keys } = sorted(given);
  expect(files.map(({ name }) => name)).toEqual(["receipt.jws", "extract.json"]);
  expect(keys?.name).toBe("keys.json");
  expect(keys?.ring.register.size).toBe(1);
  expect(sorted([]).keys).toBeNull();
});

it("knows whether the browser can verify", async () => {
  expect(await canVerify()).toBe(true);
});
