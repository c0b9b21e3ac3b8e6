import { describe, expect, it } from "vitest";

import { byProvision } from "./asked";

const provision = (code: string) => ({ code, paragraph: code, instrument: { code: "A-70-174", symbol: "A/70/174" } });

describe("the questions of an edition", () => {
  it("stand by provision with the lead question first, and those about none at the end", () => {
    const [a, b] = [provision("a"), provision("b")];
    const found = byProvision([
      { code: "GEN.authority", provisions: [] },
      { code: "N13A.measures", pattern: "measures", provisions: [a] },
      { code: "N13A.status", pattern: "status", provisions: [a, b] },
      { code: "GEN.language", binds: "LANGUAGE", provisions: [a] },
    ]);
    expect(
      found.map(({ provision, questions }) => [provision?.code ?? null, questions.map(({ code }) => code)]),
    ).toEqual([
      ["a", ["N13A.status", "N13A.measures"]],
      ["b", ["N13A.status"]],
      [null, ["GEN.authority"]],
    ]);
  });
});
