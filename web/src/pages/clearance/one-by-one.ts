import { useState } from "react";
import type { CombinedError, OperationResult } from "urql";

import { isUnchanged } from "./refusal";

/** What became of an act that the service takes for one section at a time. */
export interface Outcome {
  done: number;
  /** The sections that it was refused for, each with the reason. */
  refused: { section: string; error: CombinedError }[];
}

/** Does something to one section after the other; what is so already counts as done. */
export async function oneByOne(
  sections: readonly string[],
  act: (section: string) => Promise<OperationResult>,
): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: [] };
  for (const section of sections) {
    const { error } = await act(section);
    if (error === undefined || isUnchanged(error)) outcome.done += 1;
    else outcome.refused.push({ section, error });
  }
  return outcome;
}

/** The same for a dialog: whether it is being done, and what was refused. */
export function useOneByOne() {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  async function run(sections: readonly string[], act: (section: string) => Promise<OperationResult>) {
    setBusy(true);
    const done = await oneByOne(sections, act);
    setBusy(false);
    setOutcome(done);
    return done;
  }
  return { isBusy, outcome, run };
}
