import { expect, test } from "vitest";

import type { RelationReading } from "../../gql/graphql";
import { curvesOf, OTHER_WAY, sidesOf } from "./crosswalk";

test("a relation read twice around is the same", () => {
  for (const reading of Object.keys(OTHER_WAY) as RelationReading[]) {
    expect(OTHER_WAY[OTHER_WAY[reading]]).toBe(reading);
  }
});

test("texts stand by time around the one in the middle; a draft without a date by its session", () => {
  const relation = (code: string, date: string | null, session: number) => ({
    provision: { instrument: { code, date, session } },
  });
  const own = { code: "A-70-174", date: "2015-07-22", session: 70 };
  const sides = sidesOf(
    [
      relation("A-RES-77-37", "2022-12-07", 77),
      relation("A-C1-73-L27", null, 73),
      relation("A-70-174", "2015-07-22", 70),
      relation("A-66-359", "2011-09-12", 66),
    ],
    own,
  );
  const codes = (side: keyof typeof sides) => sides[side].map(({ provision }) => provision.instrument.code);
  expect(codes("earlier")).toEqual(["A-66-359"]);
  expect(codes("same")).toEqual(["A-70-174"]);
  expect(codes("later")).toEqual(["A-C1-73-L27", "A-RES-77-37"]);
});

test("curves end in the middle of each place", () => {
  expect(curvesOf(2)).toEqual(["M 0 50 C 50 50, 50 25, 100 25", "M 0 50 C 50 50, 50 75, 100 75"]);
  expect(curvesOf(0)).toEqual([]);
});
