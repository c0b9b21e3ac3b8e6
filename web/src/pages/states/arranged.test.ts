import { describe, expect, it } from "vitest";

import type { Adoption } from "../../gql/graphql";
import { arranged, atAGlance, positionOf, together } from "./arranged";

const row = (instrument: string, adoption: Adoption, code: string) => ({
  adoption,
  provision: { code, instrument: { code: instrument } },
});

describe("what a State says", () => {
  it("stands by instrument in the order given, and what was not agreed apart", () => {
    const found = arranged([
      row("A-66-359", "CIRCULATED", "A-66-359/a"),
      row("A-70-174", "EXPERT_REPORT", "A-70-174/13.a"),
      row("A-66-359", "CIRCULATED", "A-66-359/b"),
      row("A-RES-69-28", "ADOPTED", "A-RES-69-28/3"),
    ]);
    expect(found.agreed.map(({ code }) => code)).toEqual(["A-70-174", "A-RES-69-28"]);
    expect(found.apart.map(({ code, provisions }) => [code, provisions.length])).toEqual([["A-66-359", 2]]);
  });

  it("is read once where the same answers are about several provisions", () => {
    const [one, other] = [{ id: "a1" }, { id: "a2" }];
    const rows = [
      { provision: "5", answers: [one, other] },
      { provision: "6", answers: [one] },
      { provision: "7", answers: [one, other] },
    ];
    expect(together(rows).map((group) => group.map(({ provision }) => provision))).toEqual([["5", "7"], ["6"]]);
  });

  it("is seen at a glance by its lead questions, and by a few where there are none", () => {
    const asked = (pattern: string | null) => ({ question: { pattern } });
    const [lead, measures] = [asked("status"), asked("measures")];
    expect(atAGlance([lead, measures])).toEqual({ first: [lead], further: [measures] });
    const plain = [asked(null), asked(null), asked(null), asked(null)];
    expect(atAGlance(plain).first).toHaveLength(3);
    expect(atAGlance(plain).further).toHaveLength(1);
  });

  it("leads to the filing that it is cited from", () => {
    expect(positionOf("normtrack:fictional-survey-1/12#N13A.status")).toBe(12);
    expect(positionOf("normtrack:views-2027/7")).toBe(7);
    expect(positionOf("elsewhere")).toBeNull();
  });
});
