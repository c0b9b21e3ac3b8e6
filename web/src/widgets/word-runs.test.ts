import { expect, test } from "vitest";

import { readable, runsOf } from "./word-runs";

const shown = (before: string, after: string) =>
  runsOf(before, after)
    .map(({ kind, text }) => (kind === "KEPT" ? text : kind === "REMOVED" ? `[-${text}-]` : `[+${text}+]`))
    .join("");

test.each([
  ["", "", ""],
  ["the same", "the same", "the same"],
  ["", "all new", "[+all new+]"],
  ["all old", "", "[-all old-]"],
  ["within a day", "within one day", "within [-a-][+one+] day"],
  ["one two three", "one three", "one [-two -]three"],
  ["a b c d", "a x c y d", "a [-b-][+x+] c[+ y+] d"],
  ["国家小组答复请求。", "国家小组一天内答复请求。", "国家小组[+一天内+]答复请求。"],
])("%j and %j", (before, after, expected) => expect(shown(before, after)).toBe(expected));

test("kept and removed are the text of then, kept and inserted that of now", () => {
  const [before, after] = ["It answers, and says so: in public.", "A team answers requests; it says so in public."];
  const runs = runsOf(before, after);
  const text = (without: string) =>
    runs
      .filter(({ kind }) => kind !== without)
      .map((run) => run.text)
      .join("");
  expect(text("INSERTED")).toBe(before);
  expect(text("REMOVED")).toBe(after);
});

test("words that take turns are read as one piece that went and one that came", () => {
  const pieces = readable(runsOf("It says so now.", "It tells us now."));
  expect(pieces).toEqual([
    { kind: "KEPT", text: "It " },
    { kind: "REMOVED", text: "says so" },
    { kind: "INSERTED", text: "tells us" },
    { kind: "KEPT", text: " now." },
  ]);
});

test("long texts that have nothing in common are not compared word by word", () => {
  const long = (word: string) => `${word} `.repeat(3_000);
  expect(runsOf(`${long("one")}.`, `${long("two")}!`).map(({ kind }) => kind)).toEqual(["REMOVED", "INSERTED"]);
});
