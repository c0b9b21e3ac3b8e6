import { describe, expect, test } from "vitest";

import { folded, isFiltered, matching, readFilters, type Findable } from "./filters";

const PROVISIONS: Findable[] = [
  {
    code: "A-66-359/c",
    paragraph: "(c)",
    kind: "PLEDGE",
    adoption: "CIRCULATED",
    instrument: { code: "A-66-359" },
    themes: [{ code: "terrorism_crime" }, { code: "content" }],
    title: { content: "Coopération contre la criminalité" },
    statement: { content: "Les États coopèrent." },
  },
  {
    code: "A-70-174/13.a",
    paragraph: "13 (a)",
    kind: "NORM",
    adoption: "EXPERT_REPORT",
    instrument: { code: "A-70-174" },
    themes: [{ code: "international_cooperation" }],
    title: { content: "Cooperation between States" },
    statement: null,
  },
];

const codes = (filters: Parameters<typeof matching>[1]) => matching(PROVISIONS, filters).map(({ code }) => code);

describe("filters", () => {
  test("are read from an address, numbers as text, foreign names left out", () => {
    expect(readFilters({ words: 2015, kind: "norm", theme: "", other: "x" })).toEqual({ words: "2015", kind: "norm" });
    expect(isFiltered(readFilters({ other: "x" }))).toBe(false);
  });

  test("hold together", () => {
    expect(codes({})).toEqual(["A-66-359/c", "A-70-174/13.a"]);
    expect(codes({ kind: "norm" })).toEqual(["A-70-174/13.a"]);
    expect(codes({ adoption: "expert_report", instrument: "A-66-359" })).toEqual([]);
    expect(codes({ theme: "content" })).toEqual(["A-66-359/c"]);
  });

  test("find words whatever their case and accents, all of them, in reference, title and statement", () => {
    expect(codes({ words: "COOPERATION" })).toEqual(["A-66-359/c", "A-70-174/13.a"]);
    expect(codes({ words: "cooperation etats" })).toEqual(["A-66-359/c"]);
    expect(codes({ words: "13 (a)" })).toEqual(["A-70-174/13.a"]);
  });

  test("fold Arabic vowel signs and Chinese width", () => {
    expect(folded("مُحمَّد")).toBe(folded("محمد"));
    expect(folded("ＩＣＴ规范")).toBe("ict规范");
  });
});
