import { expect, test } from "vitest";

import { unfold } from "./schema";

test("a line of the small schema is unfolded to what introspection says", () => {
  const { __schema: schema } = unfold(["OState|Node||id! name members![!", "USearchHit||State Round|"]);
  const any = { kind: "SCALAR", name: "Any" };
  expect(schema.types).toEqual([
    {
      kind: "OBJECT",
      name: "State",
      interfaces: [{ kind: "INTERFACE", name: "Node" }],
      possibleTypes: [],
      fields: [
        { name: "id", args: [], type: { kind: "NON_NULL", ofType: any } },
        { name: "name", args: [], type: any },
        {
          name: "members",
          args: [],
          type: {
            kind: "NON_NULL",
            ofType: { kind: "LIST", ofType: { kind: "NON_NULL", ofType: any } },
          },
        },
      ],
    },
    {
      kind: "UNION",
      name: "SearchHit",
      interfaces: [],
      possibleTypes: [
        { kind: "OBJECT", name: "State" },
        { kind: "OBJECT", name: "Round" },
      ],
      fields: [],
    },
    any,
  ]);
});
