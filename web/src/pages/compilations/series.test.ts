import { describe, expect, it } from "vitest";

import { followable, inSeries, isUnderWay } from "./series";

const whole = {
  kind: "WHOLE",
  symbol: "A/82/1",
  readers: "PUBLIC",
  asOf: 3,
  follows: null,
  status: "DONE",
} as const;

describe("series", () => {
  it("hold a document in its languages and forms, the newest document first", () => {
    const all = [
      { ...whole, id: "a" },
      { ...whole, id: "b" },
      { ...whole, id: "c", readers: "SECRETARIAT" },
      { ...whole, id: "d", kind: "ADDENDUM", symbol: "A/82/1/Add.1", follows: "a", asOf: 6 },
      // It follows the same in another language.
      { ...whole, id: "e", kind: "ADDENDUM", symbol: "A/82/1/Add.1", follows: "b", asOf: 6 },
    ] as const;
    expect(inSeries(all).map((series) => series.all.map(({ id }) => id))).toEqual([["d", "e"], ["c"], ["a", "b"]]);
  });

  it("tell those as of one position apart that follow others", () => {
    const all = [
      { ...whole, id: "a" },
      { ...whole, id: "b", asOf: 4 },
      { ...whole, id: "c", kind: "CORRIGENDUM", symbol: "A/82/1/Corr.1", follows: "a", asOf: 6 },
      { ...whole, id: "d", kind: "CORRIGENDUM", symbol: "A/82/1/Corr.1", follows: "b", asOf: 6 },
    ] as const;
    expect(inSeries(all)).toHaveLength(4);
  });

  it("can be followed unless all of one came to nothing", () => {
    const all = [
      { ...whole, id: "a", status: "FAILED" },
      { ...whole, id: "b" },
      { ...whole, id: "c", asOf: 9, status: "FAILED" },
      { ...whole, id: "d", asOf: 11, status: "WAITING" },
    ] as const;
    expect(followable(inSeries(all)).map(({ first }) => first.id)).toEqual(["d", "b"]);
  });

  it("are under way until done or failed", () => {
    const statuses = ["WAITING", "GATHERING", "SETTING", "DONE", "FAILED"] as const;
    expect(statuses.filter((status) => isUnderWay({ status }))).toEqual(["WAITING", "GATHERING", "SETTING"]);
  });
});
