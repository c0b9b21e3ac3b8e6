import type { RelationReading } from "../../gql/graphql";

/** Where a relation stands in the drawing, seen from the provision in the middle. */
export type Side = "onto" | "from" | "beside";

/**
 * Onto: the provision in the middle takes from the other, or is a part of it. From: the other takes from it, or is a part of
 * it. Beside: both ends read alike.
 */
const SIDES: Record<RelationReading, Side> = {
  RESTATES: "onto",
  DERIVED_FROM: "onto",
  NARROWER: "onto",
  RESTATED_BY: "from",
  SOURCE_OF: "from",
  BROADER: "from",
  EQUIVALENT: "beside",
  RELATED: "beside",
};

/** The same relation as read from its other end. */
export const OTHER_WAY: Record<RelationReading, RelationReading> = {
  RESTATES: "RESTATED_BY",
  RESTATED_BY: "RESTATES",
  DERIVED_FROM: "SOURCE_OF",
  SOURCE_OF: "DERIVED_FROM",
  NARROWER: "BROADER",
  BROADER: "NARROWER",
  EQUIVALENT: "EQUIVALENT",
  RELATED: "RELATED",
};

/** Sorts relations onto the sides of the drawing; within one, the order that they come in stays. */
export function sidesOf<T extends { reading: RelationReading }>(relations: readonly T[]): Record<Side, T[]> {
  const sides: Record<Side, T[]> = { onto: [], from: [], beside: [] };
  for (const relation of relations) sides[SIDES[relation.reading]].push(relation);
  return sides;
}

/** The curves from one point in the middle to each of `count` places beneath each other, in a square of 100 by 100. */
export function curvesOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => {
    const end = ((place + 0.5) * 100) / count;
    return `M 0 50 C 50 50, 50 ${end}, 100 ${end}`;
  });
}
