import { expect, test } from "vitest";

import type { RelationReading } from "../../gql/graphql";
import { curvesOf, OTHER_WAY, sidesOf } from "./crosswalk";

const ALL = Object.keys(OTHER_WAY) as RelationReading[];

test("a relation read from its other end stands on the other side", () => {
  const sides = sidesOf(ALL.map((reading) => ({ reading })));
  const mirrored = sidesOf(ALL.map((reading) => ({ reading: OTHER_WAY[reading] })));
  const readings = (relations: { reading: RelationReading }[]) => relations.map(({ reading }) => reading).sort();
  expect(
    readings(sides.onto)
      .map((reading) => OTHER_WAY[reading])
      .sort(),
  ).toEqual(readings(sides.from));
  expect(readings(mirrored.beside)).toEqual(readings(sides.beside));
  for (const reading of ALL) expect(OTHER_WAY[OTHER_WAY[reading]]).toBe(reading);
});

test("curves end in the middle of each place", () => {
  expect(curvesOf(2)).toEqual(["M 0 50 C 50 50, 50 25, 100 25", "M 0 50 C 50 50, 50 75, 100 75"]);
  expect(curvesOf(0)).toEqual([]);
});
