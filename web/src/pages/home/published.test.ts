import { expect, test } from "vitest";

import { keysIn } from "./published";

test("of what an instance publishes, the keys that sign for its register are found", () => {
  const token = { kid: "t", x: "AAAA", normtrack_purpose: "token" };
  const receipt = { kid: "r", x: "BBBB", normtrack_purpose: "receipt", kty: "OKP" };
  expect(keysIn(JSON.stringify({ keys: [token, receipt] }))).toEqual([{ kid: "r", publicKey: "BBBB" }]);
  for (const text of ["", "[]", "{}", '{"keys":[{"kid":1,"x":2,"normtrack_purpose":"receipt"}]}', "null"])
    expect(keysIn(text), text).toEqual([]);
});
