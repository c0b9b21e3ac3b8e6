import { expect, test } from "vitest";

import { argumentsOf, readSearch } from "./search";

test("what is no text in an address is no filter", () => {
  expect(readSearch({ state: " QMA ", person: 1, from: "", other: "x" })).toEqual({ state: "QMA" });
});

test("a range of days holds its last day", () => {
  const none = { state: null, person: null, subject: null };
  expect(argumentsOf({ from: "2027-03-01", to: "2027-03-01" })).toEqual({
    ...none,
    from: "2027-03-01T00:00:00.000Z",
    to: "2027-03-02T00:00:00.000Z",
  });
  expect(argumentsOf({ from: "soon", state: "qma" })).toEqual({ ...none, state: "QMA", from: null, to: null });
});
