import { expect, test } from "vitest";

import { differing, met, recalled } from "./typing";

const base = { "prompt EN": "Who?", "prompt FR": "Qui ?", maxWords: "100" };

test("what was typed stays, what nobody touched follows, and what both wrote is told", () => {
  const typed = { ...base, "prompt EN": "Who is it?", maxWords: "200" };
  const now = { "prompt EN": "Which body?", "prompt FR": "Quel organe ?", maxWords: "100" };
  expect(met({ revision: 1, base, typed }, now, 2)).toEqual({
    revision: 2,
    base: now,
    typed: { "prompt EN": "Who is it?", "prompt FR": "Quel organe ?", maxWords: "200" },
    clashes: ["prompt EN"],
  });
});

test("where a colleague wrote the same, there is nothing left to decide", () => {
  const typed = { ...base, maxWords: "200" };
  const after = met({ revision: 1, base, typed }, typed, 2);
  expect(after.clashes).toEqual([]);
  expect(differing(after.base, after.typed)).toEqual([]);
});

test("what was kept is read again, and what is no such thing is not", () => {
  const kept = { revision: 3, base, typed: base };
  expect(recalled(JSON.stringify(kept))).toEqual(kept);
  expect(recalled('{"revision":"3"}')).toBeNull();
  expect(recalled("{")).toBeNull();
  expect(recalled(null)).toBeNull();
});
