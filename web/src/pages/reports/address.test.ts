import { describe, expect, it } from "vitest";

import { codesIn, readComparison, readTrend } from "./address";

describe("the address of a report", () => {
  it("says what it can mean, and nothing else", () => {
    expect(
      readTrend({ edition: "national-implementation/1", question: "N13A.status", part: "NONE", asOf: "12" }),
    ).toEqual({ edition: "national-implementation/1", question: "N13A.status", part: "NONE", asOf: 12 });
    expect(readTrend({ part: "WORST", asOf: "-3", group: "" })).toEqual({});
    expect(readComparison({ round: "views", states: "QMA QMB", asOf: 7, order: "value" })).toEqual({
      round: "views",
      states: "QMA QMB",
      asOf: 7,
    });
  });

  it("names each State once", () => {
    expect(codesIn("QMA QMB,QMA  nobody")).toEqual(["QMA", "QMB"]);
    expect(codesIn(undefined)).toEqual([]);
  });
});
