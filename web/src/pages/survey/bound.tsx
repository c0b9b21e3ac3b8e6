import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import type { Language, Visibility } from "../../gql/graphql";
import { FaultNote, Localised } from "../../widgets";
import { useFields, useSurvey } from "./context";
import { setFields, share } from "./fields-of-file";
import type { FormQuestion } from "./form";
import styles from "./question.module.css";

interface BoundFieldProps {
  question: FormQuestion;
  labelledBy: string;
}

/** A question that is a view of a field of the submission: choosing sets the field, and there is no answer. */
export function BoundField({ question, labelledBy }: BoundFieldProps) {
  const { file, rights, isOpen } = useSurvey();
  const fields = useFields();
  const [error, setError] = useState<CombinedError | null>(null);
  const [state, setState] = useState<"still" | "saving" | "saved">("still");

  async function set(change: Promise<CombinedError | null>) {
    setState("saving");
    const refusal = await change;
    setError(refusal);
    setState(refusal === null ? "saved" : "still");
  }

  const { value, isReadOnly, choose } = ((): {
    value: string | null;
    isReadOnly: boolean;
    choose: (code: string) => Promise<CombinedError | null>;
  } => {
    switch (question.binds) {
      case "LANGUAGE":
        return {
          value: fields.language.toLowerCase(),
          isReadOnly: !(isOpen && rights.setsFields),
          choose: (code) => setFields(file, { language: code.toUpperCase() as Language }),
        };
      case "DEFAULT_VISIBILITY":
        return {
          value: fields.sharing.visibility.toLowerCase(),
          isReadOnly: !(isOpen && rights.shares),
          choose: (code) => {
            const { embargoUntil = null } = fields.sharing;
            return share(file, { default: { visibility: code.toUpperCase() as Visibility, embargoUntil } });
          },
        };
      case "CONFIRMATION":
        return {
          value: yesOrNo(fields.confirmation),
          isReadOnly: !(isOpen && rights.setsFields),
          choose: (code) => setFields(file, { confirmation: code === "true" }),
        };
      case "EARLIER_SUBMISSION":
      default:
        return {
          value: yesOrNo(fields.earlierSubmission),
          isReadOnly: !(isOpen && rights.setsFields),
          choose: (code) => setFields(file, { earlierSubmission: code === "true" }),
        };
    }
  })();

  return (
    <>
      <RadioGroup
        aria-labelledby={labelledBy}
        value={value}
        onChange={(code) => void set(choose(code))}
        isReadOnly={isReadOnly}
      >
        {question.kind === "BOOLEAN" ? (
          <>
            <Radio value="true">
              <FormattedMessage id="survey.yes" />
            </Radio>
            <Radio value="false">
              <FormattedMessage id="survey.no" />
            </Radio>
          </>
        ) : (
          question.options.map(({ code, label }) => (
            <Radio key={code} value={code}>
              <Localised text={label} isPlain />
            </Radio>
          ))
        )}
      </RadioGroup>
      <FaultNote error={error} />
      <p className={styles.status} role="status">
        {state === "saving" && <FormattedMessage id="survey.saving" />}
        {state === "saved" && <FormattedMessage id="survey.saved" />}
      </p>
    </>
  );
}

function yesOrNo(is: boolean | null | undefined): string | null {
  return is === null || is === undefined ? null : String(is);
}
