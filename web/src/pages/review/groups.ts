import type { PreviewQuery, Visibility } from "../../gql/graphql";
import type { Form, FormQuestion } from "../survey/form";
import { canBeCounted, VISIBILITIES } from "../survey/readers";

type Preview = NonNullable<NonNullable<PreviewQuery["submission"]>["preview"]>;
export type Previewed = Preview["answers"][number];

export interface Group {
  visibility: Visibility;
  answers: { question: FormQuestion; answer: Previewed }[];
  counted: number;
}

/** The answers by who will read them, the widest first, each in the order of the form. */
export function groupsOf(form: Form, answers: readonly Previewed[]): Group[] {
  const byCode = new Map(
    answers.flatMap((answer) => (answer.question ? [[answer.question.code, answer] as const] : [])),
  );
  return VISIBILITIES.toReversed()
    .map((visibility): Group => {
      const own = [...form.questions.values()].flatMap((question) => {
        const answer = byCode.get(question.code);
        return answer?.sharing.visibility === visibility ? [{ question, answer }] : [];
      });
      const counted = own.filter(({ answer }) => answer.sharing.isCounted && canBeCounted(visibility)).length;
      return { visibility, answers: own, counted };
    })
    .filter(({ answers: own }) => own.length > 0);
}
