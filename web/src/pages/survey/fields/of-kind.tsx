import { lazy, Suspense } from "react";

import type { QuestionKind } from "../../../gql/graphql";
import { Waiting } from "../../../widgets";
import { MultiChoice, Scale, SingleChoice, YesOrNo } from "./choice";
import type { FieldProps } from "./field";
import { Contact, UrlList } from "./lists";
import { DateParts, LongText, NumberText, ShortText } from "./text";

// Few questions ask for States, and finding them takes a list that opens: it comes when it is asked for.
const StateList = lazy(async () => ({ default: (await import("./state-list")).StateList }));

// So does evidence: it sends documents, and describes and shares them.
const Evidence = lazy(async () => ({ default: (await import("./evidence")).Evidence }));

const FIELDS: Record<QuestionKind, React.ComponentType<FieldProps>> = {
  SINGLE_CHOICE: SingleChoice,
  MULTI_CHOICE: MultiChoice,
  SCALE: Scale,
  BOOLEAN: YesOrNo,
  SHORT_TEXT: ShortText,
  LONG_TEXT: LongText,
  NUMBER: NumberText,
  DATE: DateParts,
  URL_LIST: UrlList,
  EVIDENCE: Evidence,
  STATE_LIST: StateList,
  CONTACT: Contact,
};

/** The field of the question's kind. */
export function Field(props: FieldProps) {
  const OfKind = FIELDS[props.question.kind];
  return (
    <Suspense fallback={<Waiting />}>
      <OfKind {...props} />
    </Suspense>
  );
}
