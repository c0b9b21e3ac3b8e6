import type { CombinedError } from "urql";

import type { TakeInput, UnmergedTextFragment } from "../../gql/graphql";
import { AnswerAuthor, MergeAnswer } from "./documents";
import { resultOf } from "./reading";
import { asAsked, isSame, type Said, saidOf, tidy } from "./said";
import type { Result } from "./saving";
import type { WorkingFile } from "./working-file";

/** Which text stands: what stands already, one of those that wait, or a third one. */
export type Take = { is: "mine" } | { is: "theirs"; id: string } | { is: "other"; said: Said };

/** What a person decides in one act. */
export interface Decision {
  question: string;
  /** The revision that stood before them. */
  basedOn: number;
  /** The texts that they saw wait. */
  unmerged: readonly string[];
  take: Take;
}

/** What became of a merge; neither, where it could not be sent. */
export interface Merged {
  result: Result | null;
  error: CombinedError | null;
}

function takeInput(take: Take): TakeInput {
  switch (take.is) {
    case "mine":
      return { mine: true };
    case "theirs":
      return { theirs: take.id };
    case "other": {
      const { answer, language } = take.said;
      return { other: { answer: tidy(answer), ...(language !== null && { language }) } };
    }
  }
}

/** Keys by what was decided: who decides the same again after a broken connection makes the same merge. */
const keys = new WeakMap<WorkingFile, Map<string, string>>();

function keyOf(file: WorkingFile, decision: Decision): string {
  const known = keys.get(file) ?? new Map<string, string>();
  keys.set(file, known);
  const name = JSON.stringify(decision);
  const key = known.get(name) ?? crypto.randomUUID();
  known.set(name, key);
  return key;
}

/** Makes one answer of the texts that a person saw. If another one was saved meanwhile, nothing is merged. */
export async function merge(file: WorkingFile, decision: Decision): Promise<Merged> {
  const { question, basedOn, unmerged, take } = decision;
  await file.hold();
  const key = keyOf(file, decision);
  const input = { submission: file.id, question, basedOn, key, unmerged: [...unmerged], take: takeInput(take) };
  const { data, error } = await file.client.mutation(MergeAnswer, { input }).toPromise();
  const result = data ? resultOf(data.mergeAnswer.result, file.kindOf(question)) : null;
  file.takeMerged(result, question, data?.mergeAnswer.merged ?? []);
  if (result?.outcome === "UNMERGED") await file.reread();
  return { result, error: error ?? null };
}

/**
 * A person has chosen between their text and one that came before it. What they wrote too late waits on the server as well,
 * and need not be decided about again: it is merged into what stands now.
 */
export async function mergeLate(file: WorkingFile, question: string, late: readonly Said[]): Promise<void> {
  const options = { requestPolicy: "network-only" } as const;
  const read = await file.client.query(AnswerAuthor, { id: file.id, question }, options).toPromise();
  const answer = read.data?.submission?.answer;
  if (!answer) return;
  const isOwn = (text: UnmergedTextFragment) => {
    const said = asAsked(saidOf(text.content), file.kindOf(question));
    return text.changedBy === file.reader.account && late.some((one) => isSame(one, said));
  };
  const unmerged = answer.unmerged.filter(isOwn).map(({ id }) => id);
  if (unmerged.length > 0) await merge(file, { question, basedOn: answer.revision, unmerged, take: { is: "mine" } });
}
