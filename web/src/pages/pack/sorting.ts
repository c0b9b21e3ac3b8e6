import type { PackDifferenceQuery } from "../../gql/graphql";

type Difference = NonNullable<PackDifferenceQuery["submission"]>["packDifference"];
export type PackAnswer = Difference["answers"][number];

/** What a pack brings back, by what can be done with it. */
export interface Sorted {
  /** Changed in the pack and here: what the pack says is kept beside what stands. */
  conflicts: PackAnswer[];
  /** Changed in the pack alone. */
  changed: PackAnswer[];
  /** What cannot be read, with why. */
  unreadable: PackAnswer[];
  /** How many need nothing. */
  rest: { here: number; same: number; unchanged: number };
}

export function sorted(answers: readonly PackAnswer[]): Sorted {
  const of = (outcome: PackAnswer["outcome"]) => answers.filter((one) => one.outcome === outcome);
  return {
    conflicts: of("CONFLICT"),
    changed: of("PACK_CHANGED"),
    unreadable: answers.filter(({ outcome }) => outcome === null),
    rest: { here: of("SERVER_CHANGED").length, same: of("BOTH_SAME").length, unchanged: of("UNCHANGED").length },
  };
}

/** What is chosen before anybody has chosen: what only the pack has changed. */
export function chosenAtFirst({ changed }: Sorted): ReadonlySet<string> {
  return new Set(changed.filter(({ mayWrite }) => mayWrite).map(({ question }) => question));
}
