import type { DraftedReplyQuery } from "../../gql/graphql";
import { isBlank, type Said, saidOf, valueOf } from "../survey/said";

type Submission = NonNullable<DraftedReplyQuery["submission"]>;
export type Drafted = Submission["draftedReply"][number];

/** How a drafted text stands to what the working file says under its heading. */
export type Place =
  /** There is nothing to take up. */
  | "empty"
  /** Nothing is said under the heading yet. */
  | "free"
  /** Something else is said: the drafted text can be offered beside it. */
  | "beside"
  /** The drafted text was offered, and awaits merging. */
  | "waiting"
  /** The drafted text stands. */
  | "stands";

const isDrafted = ({ text, language }: Drafted, said: Said | null) =>
  said !== null && valueOf(said.answer, "longText") === text && said.language === language;

export interface Placed {
  place: Place;
  said: Said | null;
  /** Whether somebody in the working file stands behind what it says. */
  isConfirmed: boolean;
}

/** What the working file says under the heading of a drafted text, and what can be done with the text. */
export function placed(drafted: Drafted, answers: Submission["answers"]): Placed {
  const answer = answers.find(({ questionCode }) => questionCode === drafted.questionCode);
  const current = saidOf(answer?.content);
  const said = current !== null && isBlank(current.answer) ? null : current;
  const waits = (answer?.unmerged ?? []).some(({ content }) => isDrafted(drafted, saidOf(content)));
  const place = (): Place => {
    if (drafted.text === "") return "empty";
    if (isDrafted(drafted, said)) return "stands";
    if (waits) return "waiting";
    return answer === undefined ? "free" : "beside";
  };
  return { place: place(), said, isConfirmed: answer?.isConfirmed ?? false };
}

/** The section of a question: what stands before the point of its code. */
export const sectionOf = (question: string) => question.split(".")[0] ?? "";
