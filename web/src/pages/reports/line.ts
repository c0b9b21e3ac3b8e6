/** What of a point says how it goes on from the one before it. */
interface Joined {
  round: { edition?: { code: string } | null };
  row: {
    questionCode: string;
    question?: { continues: readonly { edition: string; question: string; isComparable: boolean }[] } | null;
  };
}

/** Why a series breaks: the question was changed so that figures cannot be joined, or does not continue the other at all. */
export type Why = "changed" | "unrelated";

export type Step<P> = { point: P } | { why: Why; before: P; after: P };

/** Points and the breaks between them, one after the other in time. */
export function lineOf<P extends Joined>(runs: readonly { points: readonly P[] }[]): Step<P>[] {
  const steps: Step<P>[] = [];
  let before: P | undefined;
  for (const { points } of runs) {
    const [first] = points;
    if (before !== undefined && first !== undefined)
      steps.push({ why: whyBetween(before, first), before, after: first });
    for (const point of points) steps.push({ point });
    before = points.at(-1) ?? before;
  }
  return steps;
}

function whyBetween(before: Joined, after: Joined): Why {
  const continues = after.row.question?.continues ?? [];
  const isContinued = continues.some(
    ({ edition, question }) => edition === before.round.edition?.code && question === before.row.questionCode,
  );
  return isContinued ? "changed" : "unrelated";
}
