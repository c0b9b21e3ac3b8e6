import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { parse, print, stripIgnoredCharacters, visit, type DocumentNode, type FieldNode } from "graphql";
import { formatDocument, stringifyDocument } from "urql";
import { expect, it } from "vitest";

import { manifest } from "../../vite.graphql";

interface Listed {
  id: string;
  name: string;
  type: string;
  body: string;
}

const listed = (JSON.parse(await manifest()) as { operations: Listed[] }).operations;

it("lists every operation of every page, by the hash of its text", async () => {
  const folder = new URL("../", import.meta.url).pathname;
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.tsx?$/.test(file) || file.startsWith("gql/") || file.endsWith(".test.ts")) continue;
    const source = await readFile(join(folder, file), "utf8");
    for (const [, text] of source.matchAll(/\bgraphql\(`([^`]*)`\)/g)) {
      const name = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(text ?? "")?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  expect(names.size).toBeGreaterThan(50);
  expect([...names].filter((name) => !listed.some((entry) => entry.name === name))).toEqual([]);
  for (const { id, name, type, body } of listed) {
    expect(createHash("sha256").update(body).digest("hex"), name).toBe(id);
    expect(["query", "mutation", "subscription"], name).toContain(type);
  }
});

/** Without the plain `__typename` that caches add, in the shortest form. */
function plain(document: DocumentNode): string {
  const added = (field: FieldNode) => field.name.value === "__typename" && !field.alias;
  const rest = visit(document, { Field: (field) => (added(field) ? null : undefined) }) as DocumentNode;
  return stripIgnoredCharacters(print(rest));
}

it("sends what is listed, but for the __typename that the cache adds", () => {
  for (const { name, body } of listed) {
    const sent = parse(stringifyDocument(formatDocument(parse(body)) as unknown as DocumentNode));
    expect(plain(sent), name).toBe(plain(parse(body)));
  }
});
