import { expect, test } from "vitest";

import type { AnswerInput } from "../../gql/graphql";
import { asAsked, bearsText, isBlank, isSame, NOTHING, saidOf, tidy } from "./said";

const said = (answer: AnswerInput) => ({ answer, language: null });

test.each<[AnswerInput, AnswerInput]>([
  [{ longText: " \n" }, NOTHING],
  [{ urlList: ["https://a.example", " "] }, { urlList: ["https://a.example"] }],
  [{ urlList: ["", ""] }, NOTHING],
  [
    { evidence: [{ url: "" }, { url: "", title: "A law" }] },
    { evidenceItems: [{ link: { url: "", title: "A law" } }] },
  ],
  [
    { evidenceItems: [{ kept: "k1" }, { link: { url: " " } }, { link: { url: "https://a.example" } }] },
    { evidenceItems: [{ kept: "k1" }, { link: { url: "https://a.example" } }] },
  ],
  [{ date: "2026-11-2" }, { date: "2026-11-02" }],
  [{ date: "2026" }, { date: "2026" }],
  [{ contact: { name: "", email: " " } }, NOTHING],
  [{ multiChoice: [] }, NOTHING],
  [{ silence: "NONE" }, { silence: "NONE" }],
  [{ boolean: false }, { boolean: false }],
  [{ scale: 0 }, { scale: 0 }],
])("%j goes to the server as %j", (answer, tidied) => {
  expect(tidy(answer)).toEqual(tidied);
});

test("silence and no are answers, emptiness is none", () => {
  expect(isBlank({ silence: "DECLINED" })).toBe(false);
  expect(isBlank({ boolean: false })).toBe(false);
  expect(isBlank({ stateList: [] })).toBe(true);
});

test("the order in which options and States were chosen says nothing", () => {
  const options = ["a", "b"].map((option) => ({ option }));
  expect(isSame(said({ multiChoice: options }), said({ multiChoice: options.toReversed() }))).toBe(true);
  expect(isSame(said({ stateList: ["QMA", "QMB"] }), said({ stateList: ["QMB", "QMA"] }))).toBe(true);
  expect(isSame(said({ multiChoice: options }), said({ multiChoice: options.slice(1) }))).toBe(false);
});

test("nothing and something empty are the same", () => {
  expect(isSame(null, said({ longText: "" }))).toBe(true);
  expect(isSame(null, said({ silence: "NONE" }))).toBe(false);
});

test("the language matters where there is text", () => {
  const one = { answer: { longText: "word" }, language: "EN" } as const;
  expect(isSame(one, { ...one, language: "FR" })).toBe(false);
  expect(bearsText({ singleChoice: { option: "other", text: "so" } })).toBe(true);
  expect(bearsText({ singleChoice: { option: "other" } })).toBe(false);
});

test("what the server returns is read in the form in which it would be saved", () => {
  const read = saidOf({
    standing: "ANSWERED",
    language: "EN",
    value: { __typename: "TextValue", text: "A line" },
  });
  expect(read).toEqual({ answer: { longText: "A line" }, language: "EN" });
  expect(asAsked(read, "SHORT_TEXT")).toEqual({ answer: { shortText: "A line" }, language: "EN" });
  expect(saidOf({ standing: "DECLINED", language: null, value: null })).toEqual(said({ silence: "DECLINED" }));
  expect(saidOf({ standing: null, language: null, value: null })).toBeNull();
});

test("evidence is named by its id, and what a reader may not see has none", () => {
  const rest = { citation: null, language: null, isDescribedAnew: false };
  const items = [
    { ...rest, commitment: null, url: "https://a.example", title: "A law", evidence: null },
    { ...rest, commitment: "ab", url: null, title: "An act", evidence: { id: "k1" } },
    { ...rest, commitment: "cd", url: null, title: null, evidence: null },
  ];
  const value = { __typename: "EvidenceValue", items } as const;
  expect(saidOf({ standing: "ANSWERED", language: null, value })).toEqual({
    answer: { evidenceItems: [{ link: { url: "https://a.example", title: "A law" } }, { kept: "k1" }, { kept: "" }] },
    language: null,
    cited: items,
  });
});
