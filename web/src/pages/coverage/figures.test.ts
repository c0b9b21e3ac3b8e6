import { describe, expect, test } from "vitest";

import type { Adoption, CoveragePart, ProvisionKind } from "../../gql/graphql";
import { blocksOf, countsOf, familyOf, groupCounts, groupInput, stepOf, sumOf, type GroupFigures } from "./figures";
import { PARTS, readView } from "./view";

const API_ORDER: CoveragePart[] = [
  "NOT_FILED",
  "NOT_ASKED",
  "SILENT",
  "NONE",
  "NOT_APPLICABLE",
  "EXISTS_NOT_DISCLOSED",
  "DECLINED",
  "ANSWERED_SHOWN",
  "COUNTED_NOT_SHOWN",
  "WITHHELD",
];

describe("the partition", () => {
  test("has ten parts, each told once, and they sum to the invited", () => {
    expect([...PARTS].sort()).toEqual([...API_ORDER].sort());
    const counts = countsOf({
      answeredShown: 25,
      countedNotShown: 10,
      none: 1,
      notApplicable: 2,
      existsNotDisclosed: 3,
      declined: 4,
      withheld: 5,
      silent: 6,
      notAsked: 7,
      notFiled: 11,
    });
    expect(sumOf(counts)).toBe(74);
    expect(counts.NOT_FILED).toBe(11);
  });

  test("is found in the flat lists of the groups", () => {
    const values = Array.from({ length: 2 * 3 * 10 }, (_, place) => place);
    const figures: GroupFigures = {
      groups: ["regional:african", "ldc"],
      invited: [14, 12],
      questions: ["A", "B", "C"],
      parts: API_ORDER,
      values,
    };
    const counts = groupCounts(figures, "ldc", "B");
    expect(counts?.NOT_FILED).toBe(40);
    expect(counts?.WITHHELD).toBe(49);
    expect(counts && sumOf(counts)).toBe(445);
    expect(groupCounts(figures, "sids", "B")).toBeNull();
    expect(groupCounts(figures, "ldc", "Z")).toBeNull();
  });
});

test("groups are told by their codes", () => {
  expect(["regional:african", "m49:002", "ldc", "organisation:au"].map(familyOf)).toEqual([
    "regional",
    "m49",
    "special",
    "organisation",
  ]);
  expect(groupInput("world")).toBeNull();
  expect(groupInput("m49:002")).toEqual({ area: "002" });
  expect(groupInput("sids")).toEqual({ isLdc: false, isLldc: false, isSids: true });
});

test("the scale keeps nothing and everything apart from what lies between", () => {
  expect([0, 1, 28, 56, 57].map((count) => stepOf(count, 57))).toEqual([0, 1, 3, 5, 6]);
  expect(stepOf(0, 0)).toBe(0);
});

test("an address that means nothing asks for nothing", () => {
  expect(readView({ asOf: "-1", part: "BEST", by: "rank", question: "" })).toEqual({});
  expect(readView({ asOf: "174", part: "WITHHELD", option: 3 })).toEqual({ asOf: 174, part: "WITHHELD", option: "3" });
});

describe("blocks", () => {
  const figure = (code: string, kind: ProvisionKind, adoption: Adoption) => ({
    adoption,
    provision: { code, kind, instrument: { code: code.split("/")[0] ?? "", symbol: "" } },
  });

  test("norms come first, in document order; texts that were not adopted come apart at the end", () => {
    const blocks = blocksOf([
      figure("L/1", "NORM", "DRAFT"),
      figure("R/5", "CBM", "EXPERT_REPORT"),
      figure("R/10", "CBM", "EXPERT_REPORT"),
      figure("R/11", "NORM", "EXPERT_REPORT"),
    ]);
    const drawn = blocks.map(({ key, figures }) => [key, figures.map(({ provision }) => provision.code)]);
    expect(drawn).toEqual([
      ["NORM R", ["R/11"]],
      ["CBM R", ["R/5", "R/10"]],
      ["NORM L", ["L/1"]],
    ]);
  });
});
