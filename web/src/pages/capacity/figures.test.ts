import { describe, expect, it } from "vitest";

import type { Adoption } from "../../gql/graphql";
import { apart, ofGroup, sheetOf } from "./figures";
import type { Row } from "./report-documents";

const counts = { needing: 2, met: 1, offeringStates: 3, offeringOrganisations: 0 };
const about = (code: string, adoption: Adoption): Row => ({
  ...counts,
  term: null,
  provision: {
    id: code,
    code,
    paragraph: code,
    adoption,
    title: null,
    instrument: null,
  },
});
const law: Row = { ...counts, term: { code: "law", label: { content: "Laws" } }, provision: null };

describe("needs against offers", () => {
  it("keep texts that were not adopted apart, and every order as it is", () => {
    const { agreed, others } = apart([about("A-66-359/a", "CIRCULATED"), about("A-70-174/13.a", "EXPERT_REPORT"), law]);
    expect(agreed.map(({ provision, term }) => provision?.code ?? term?.code)).toEqual(["A-70-174/13.a", "law"]);
    expect(others).toHaveLength(1);
  });

  it("are asked for a group, for observer States, or for all Member States", () => {
    expect(ofGroup("regional:african")).toEqual({ regional: "african" });
    expect(ofGroup("observers")).toEqual({ isObservers: true });
    expect(ofGroup(undefined)).toBeNull();
  });

  it("take every denominator with them", () => {
    const report = {
      asOf: "2026-11-21T10:00:00Z",
      states: 193,
      needing: 2,
      allStates: 195,
      organisations: 10,
      rows: [law],
    };
    const { columns, rows } = sheetOf(report);
    expect(rows[0]).toHaveLength(columns.length);
    expect(rows[0]).toEqual(["law", "Laws", null, 2, 1, 193, 3, 195, 0, 10]);
  });
});
