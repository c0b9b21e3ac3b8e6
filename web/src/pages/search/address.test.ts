import { describe, expect, it } from "vitest";

import { readSought } from "./address";
import { argumentsOf, changed, kindsWithin, narrowingsIn, widened } from "./narrowing";

const ALL = {
  q: "critical infrastructure",
  kind: "ANSWER",
  instrument: "A-70-174",
  theme: "critical_infrastructure",
  round: "fictional-views",
  state: "QMA",
  language: "ar",
  asOf: 12,
} as const;

describe("the address of a search", () => {
  it("says all that is looked for, and leaves out what it cannot mean", () => {
    expect(readSought({ ...ALL })).toEqual(ALL);
    expect(readSought({ q: 2015 })).toEqual({ q: "2015" });
    const nonsense = {
      q: {},
      kind: "STATE",
      instrument: 7,
      theme: "",
      round: null,
      state: "qma",
      language: "de",
      asOf: "x",
    };
    expect(readSought(nonsense)).toEqual({});
  });

  it("becomes what the service is asked for", () => {
    expect(argumentsOf(ALL)).toEqual({
      query: "critical infrastructure",
      kinds: ["ANSWER"],
      instrument: "A-70-174",
      theme: "critical_infrastructure",
      round: "fictional-views",
      state: "QMA",
      language: "AR",
      asOf: 12,
    });
    expect(argumentsOf({ q: "norm" })).toEqual({ query: "norm", kinds: null, language: null });
  });

  it("is narrowed and widened part by part", () => {
    expect(narrowingsIn(ALL)).toEqual(["instrument", "theme", "round", "state", "language"]);
    expect(widened(ALL)).toEqual({ q: "critical infrastructure", kind: "ANSWER", asOf: 12 });
    expect(changed({ q: "norm" }, "round", "fictional-views")).toEqual({ q: "norm", round: "fictional-views" });
    expect(changed({ q: "norm", round: "fictional-views" }, "round", undefined)).toEqual({ q: "norm" });
  });

  it("tells what can be found within it", () => {
    expect(kindsWithin({ q: "norm", instrument: "A-70-174" })).toHaveLength(4);
    expect(kindsWithin({ q: "norm", round: "fictional-views" })).toEqual(["QUESTION", "ANSWER"]);
    expect(kindsWithin({ q: "norm", state: "QMA" })).toEqual(["ANSWER", "PROPOSAL"]);
    expect(kindsWithin({ q: "norm", round: "fictional-views", state: "QMA" })).toEqual(["ANSWER"]);
  });
});
