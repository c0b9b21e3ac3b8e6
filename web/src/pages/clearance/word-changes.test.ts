import { expect, test } from "vitest";

import { wordChanges } from "./word-changes";

const before = (runs: ReturnType<typeof wordChanges>) =>
  runs.flatMap(({ kind, text }) => (kind === "added" ? [] : [text])).join("");
const after = (runs: ReturnType<typeof wordChanges>) =>
  runs.flatMap(({ kind, text }) => (kind === "removed" ? [] : [text])).join("");

test("a word is taken out and another put in", () => {
  expect(wordChanges("the national team answers", "the State team answers", "en")).toEqual([
    { kind: "kept", text: "the " },
    { kind: "removed", text: "national" },
    { kind: "added", text: "State" },
    { kind: "kept", text: " team answers" },
  ]);
});

test.each([
  ["", "all of it is new", "en"],
  ["all of it is gone", "", "en"],
  ["国家小组答复请求。", "国家应急小组答复所有请求。", "zh"],
  ["وزارتان وفريق.", "ثلاث وزارات وفريق.", "ar"],
  ["a b c d e f", "f e d c b a", "en"],
])("both texts can be read from the runs: %s", (old, now, language) => {
  const runs = wordChanges(old, now, language);
  expect(before(runs)).toBe(old);
  expect(after(runs)).toBe(now);
});

test("words that follow each other are one change", () => {
  expect(wordChanges("answered within a day of asking", "answered within two days of asking", "en")).toEqual([
    { kind: "kept", text: "answered within " },
    { kind: "removed", text: "a day" },
    { kind: "added", text: "two days" },
    { kind: "kept", text: " of asking" },
  ]);
});

test("another text is shown as another text", () => {
  expect(wordChanges("Se reúne cada trimestre y acuerda.", "A team answers requests within days.", "en")).toEqual([
    { kind: "removed", text: "Se reúne cada trimestre y acuerda." },
    { kind: "added", text: "A team answers requests within days." },
  ]);
});

test("nothing changed, nothing is marked", () => {
  expect(wordChanges("as it was", "as it was", "en")).toEqual([{ kind: "kept", text: "as it was" }]);
});
