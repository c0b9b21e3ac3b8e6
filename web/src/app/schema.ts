/**
 * Makes of a line for each type (`kind name|interfaces|possible types|fields`, as `vite.graphql.ts` writes them) what
 * introspection says of it. A field is followed by how its type is wrapped: `!` where there is always something, `[` for a list.
 */
export function unfold(lines: readonly string[]) {
  const any = { kind: "SCALAR", name: "Any" };
  const kinds: Record<string, string> = { O: "OBJECT", I: "INTERFACE", U: "UNION" };
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  const named = (text: string, kind: string) => words(text).map((name) => ({ kind, name }));
  const types = lines.map((line) => {
    const [name = "", interfaces = "", possibleTypes = "", fields = ""] = line.split("|");
    return {
      kind: kinds[name.charAt(0)],
      name: name.slice(1),
      interfaces: named(interfaces, "INTERFACE"),
      possibleTypes: named(possibleTypes, "OBJECT"),
      fields: words(fields).map((field) => {
        const [own = ""] = /^\w+/.exec(field) ?? [];
        const wrap = (ofType: object, mark: string) => ({ kind: mark === "!" ? "NON_NULL" : "LIST", ofType });
        return { name: own, args: [], type: Array.from(field.slice(own.length)).reduceRight<object>(wrap, any) };
      }),
    };
  });
  const root = (name: string) => ({ kind: "OBJECT", name });
  const roots = { queryType: root("Query"), mutationType: root("Mutation"), subscriptionType: root("Subscription") };
  return { __schema: { ...roots, types: [...types, any] } };
}
