import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import {
  buildClientSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type IntrospectionQuery,
} from "graphql";
import type { Plugin } from "vite";

/** The operations of all pages by name, each with its fragments, in the shortest form. */
async function operations(): Promise<Map<string, string>> {
  const generated = await readFile(new URL("src/gql/graphql.ts", import.meta.url), "utf8");
  const found = generated.matchAll(/^export const (\w+)Document = (\{.*\}) as unknown as /gm);
  return new Map(
    [...found].map(([, name, document]) => [
      name ?? "",
      stripIgnoredCharacters(print(JSON.parse(document ?? "") as DocumentNode)),
    ]),
  );
}

/**
 * The operations of all pages as a manifest of persisted operations. A server that answers strangers nothing but listed documents lists
 * these by itself; caches add `__typename` to what they send, which it overlooks.
 */
export async function manifest(): Promise<string> {
  const listed = [...(await operations())].map(([name, body]) => ({
    id: createHash("sha256").update(body).digest("hex"),
    name,
    type: /^\w+/.exec(body)?.[0],
    body,
  }));
  return JSON.stringify({ format: "apollo-persisted-query-manifest", version: 1, operations: listed });
}

/**
 * Puts each document where it is used. As generated, all documents of all pages stand in one file, so that a reader of
 * the start page would get those of the survey too, each of them twice: as text, to be looked up by, and parsed. The client
 * parses a text when it is first asked, in less time than a browser takes to read the same as code ten times as long.
 */
export function documents(): Plugin {
  let known = new Map<string, string>();
  return {
    name: "normtrack-documents",
    apply: "build",
    enforce: "pre",
    async buildStart() {
      known = await operations();
    },
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "documents.json", source: await manifest() });
    },
    transform(code, id) {
      if (!/\/src\/(?!gql\/).*\.tsx?$/.test(id)) return null;
      return code.replaceAll(/\bgraphql\(`([^`]*)`\)/g, (_, text: string) => {
        const operation = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(text)?.[1];
        // A fragment alone is part of the documents that use it.
        if (operation === undefined) return "void 0";
        const document = known.get(operation);
        if (document === undefined) this.error(`${operation} is not generated: run \`npm run generate\``);
        return JSON.stringify(document);
      });
    },
  };
}

type Types = Map<string, Set<string>>;

/** The fields that any operation selects, by the types that have them. */
function selected(introspection: IntrospectionQuery, texts: Iterable<string>): Types {
  const schema = buildClientSchema(introspection);
  const types: Types = new Map();
  const keep = (type: string, field: string) => types.set(type, (types.get(type) ?? new Set<string>()).add(field));
  const info = new TypeInfo(schema);
  for (const text of texts) {
    visit(
      parse(text),
      visitWithTypeInfo(info, {
        Field({ name: { value: field } }) {
          const type = getNamedType(info.getParentType());
          if (!type) return;
          keep(type.name, field);
          if (isAbstractType(type)) for (const one of schema.getPossibleTypes(type)) keep(one.name, field);
        },
      }),
    );
  }
  // By its id the cache knows an object, whether or not anybody selects it.
  for (const name of types.keys()) {
    const type = schema.getType(name);
    if (isObjectType(type) && "id" in type.getFields()) keep(name, "id");
  }
  return types;
}

interface Reference {
  kind: string;
  name?: string | null;
  ofType?: Reference | null;
}

interface Type {
  kind: string;
  name: string;
  fields?: { name: string; type: Reference }[] | null;
  interfaces?: Reference[] | null;
  possibleTypes?: Reference[] | null;
}

const INTROSPECTION = /\/src\/gql\/introspection\.json$/;
const SMALL = "\0normtrack-small-schema";

/** How a type is wrapped, from without: `!` where there is always something, `[` for a list. */
function wrapping({ kind, ofType }: Reference): string {
  return ofType ? `${kind === "NON_NULL" ? "!" : "["}${wrapping(ofType)}` : "";
}

/**
 * Leaves of the schema what the cache asks it: which of the fields in use may be null, and what is a union or an interface of
 * what. It comes with every first visit, so it is a line for each type, which `src/app/schema.ts` unfolds.
 */
export function smallSchema(): Plugin {
  const composite = new Set(["OBJECT", "INTERFACE", "UNION"]);
  return {
    name: "normtrack-small-schema",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!source.endsWith("/introspection.json")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && INTROSPECTION.test(found.id) ? SMALL : null;
    },
    async load(id) {
      if (id !== SMALL) return null;
      const introspection = JSON.parse(
        await readFile(new URL("src/gql/introspection.json", import.meta.url), "utf8"),
      ) as IntrospectionQuery;
      const used = selected(introspection, (await operations()).values());
      const names = (types: Reference[] | null | undefined) =>
        (types ?? []).map(({ name }) => name ?? "").filter((name) => used.has(name));
      const lines = (introspection.__schema.types as unknown as Type[])
        .filter(({ kind, name }) => composite.has(kind) && (used.has(name) || kind === "UNION"))
        .map(({ kind, name, fields, interfaces, possibleTypes }) => {
          const asked = (fields ?? []).filter((field) => used.get(name)?.has(field.name));
          return [
            `${kind.charAt(0)}${name}`,
            names(interfaces).join(" "),
            names(possibleTypes).join(" "),
            asked.map((field) => `${field.name}${wrapping(field.type)}`).join(" "),
          ].join("|");
        });
      const unfolding = fileURLToPath(new URL("src/app/schema.ts", import.meta.url));
      return `import { unfold } from ${JSON.stringify(unfolding)}; export default unfold(${JSON.stringify(lines)});`;
    },
  };
}
