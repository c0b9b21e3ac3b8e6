import { readFile } from "node:fs/promises";

import type { Plugin } from "vite";

/**
 * Puts each typed document where it is used. As generated, all documents of all pages stand in one file, so that a reader of
 * the start page would get those of the survey too, each of them twice: as text, to be looked up by, and parsed.
 */
export function documents(): Plugin {
  const known = new Map<string, string>();
  return {
    name: "normtrack-documents",
    apply: "build",
    enforce: "pre",
    async buildStart() {
      const generated = await readFile(new URL("src/gql/graphql.ts", import.meta.url), "utf8");
      for (const [, name, document] of generated.matchAll(/^export const (\w+)Document = (\{.*\}) as unknown as /gm)) {
        known.set(name ?? "", document ?? "");
      }
    },
    transform(code, id) {
      if (!/\/src\/(?!gql\/).*\.tsx?$/.test(id)) return null;
      return code.replaceAll(/\bgraphql\(`([^`]*)`\)/g, (_, text: string) => {
        const operation = /^\s*(?:query|mutation)\s+(\w+)/m.exec(text)?.[1];
        // A fragment alone is part of the documents that use it.
        if (operation === undefined) return "void 0";
        const document = known.get(operation);
        if (document === undefined) this.error(`${operation} is not generated: run \`npm run generate\``);
        return `(${document})`;
      });
    },
  };
}

interface Reference {
  kind: string;
  name?: string | null;
  ofType?: Reference | null;
}

interface Type {
  kind: string;
  name: string;
  fields?: { name: string; type: Reference }[];
  interfaces?: Reference[];
  possibleTypes?: Reference[];
}

/** Leaves of the schema what the cache asks it: which fields may be null, and what is a union or an interface of what. */
export function smallSchema(): Plugin {
  const composite = new Set(["OBJECT", "INTERFACE", "UNION"]);
  const referred = ({ kind, name, ofType }: Reference): Reference =>
    ofType ? { kind, ofType: referred(ofType) } : composite.has(kind) ? { kind, name: name ?? "" } : ANY;
  const ANY = { kind: "SCALAR", name: "Any" };
  return {
    name: "normtrack-small-schema",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/src/gql/introspection.json")) return null;
      const { __schema: schema } = JSON.parse(code) as { __schema: Record<string, unknown> & { types: Type[] } };
      const types = schema.types
        .filter(({ kind, name }) => composite.has(kind) && !name.startsWith("__"))
        .map(({ kind, name, fields, interfaces, possibleTypes }) => ({
          kind,
          name,
          ...(fields && {
            fields: fields.map((field) => ({ name: field.name, type: referred(field.type), args: [] })),
          }),
          ...(interfaces && { interfaces }),
          ...(possibleTypes && { possibleTypes }),
        }));
      const { queryType, mutationType, subscriptionType } = schema;
      return JSON.stringify({ __schema: { queryType, mutationType, subscriptionType, types: [...types, ANY] } });
    },
  };
}
