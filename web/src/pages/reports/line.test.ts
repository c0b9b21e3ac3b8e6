import { describe, expect, it } from "vitest";

import { lineOf } from "./line";

const point = (edition: string, continues: { edition: string; question: string; isComparable: boolean }[] = []) => ({
  round: { edition: { code: edition } },
  row: { questionCode: "N13A.status", question: { continues } },
});

describe("a series", () => {
  it("has no break within a run", () => {
    const [one, other] = [point("survey/1"), point("survey/2")];
    expect(lineOf([{ points: [one, other] }])).toEqual([{ point: one }, { point: other }]);
  });

  it("says that a question was changed, where the later one continues the earlier and is not comparable", () => {
    const before = point("survey/1");
    const after = point("survey/2", [{ edition: "survey/1", question: "N13A.status", isComparable: false }]);
    expect(lineOf([{ points: [before] }, { points: [after] }])).toEqual([
      { point: before },
      { why: "changed", before, after },
      { point: after },
    ]);
  });

  it("says that a question does not continue the other, where nothing says that it does", () => {
    const [before, after] = [point("survey/1"), point("survey/3")];
    expect(lineOf([{ points: [before] }, { points: [after] }])[1]).toEqual({ why: "unrelated", before, after });
  });
});
