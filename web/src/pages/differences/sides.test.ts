import { expect, test } from "vitest";

import { readNames, readPositions, readRounds } from "./sides";

test.each([
  [
    { before: 12, after: 51 },
    { before: 12, after: 51 },
  ],
  [{ before: "12", after: "" }, { before: 12 }],
  [{ before: -1, after: 1.5 }, {}],
  [{}, {}],
])("positions in %j", (search, expected) => expect(readPositions(search)).toEqual(expected));

test("names that are none are left out", () => {
  expect(readNames({ before: "a/1", after: 3 })).toEqual({ before: "a/1" });
  expect(readRounds({ state: "QMA", before: "one", after: "two" })).toEqual({
    state: "QMA",
    before: "one",
    after: "two",
  });
});
