import type { AnswerInput } from "../../../gql/graphql";
import type { FormQuestion } from "../form";

/** What a field of every kind is given. */
export interface FieldProps {
  question: FormQuestion;
  answer: AnswerInput | null;
  onChange: (answer: AnswerInput) => void;
  isReadOnly: boolean;
  /** The id of the element that asks. */
  labelledBy: string;
  /** The ids of help, problems and state of saving. */
  describedBy: string;
  /** The language and direction of what is written. */
  lang: string;
  dir: "ltr" | "rtl";
}
