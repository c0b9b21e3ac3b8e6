import type { ToldAnswerFragment, ToldQuestionFragment } from "../../gql/graphql";
import { SaidView } from "../survey/said-view";
import { toldOf } from "./told";

/** What was put on record, to be read. */
export function ToldView({ answer, question }: { answer: ToldAnswerFragment; question: ToldQuestionFragment | null }) {
  return <SaidView {...toldOf(answer, question)} />;
}
