import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "../../widgets";
import { confirm, confirmSection } from "./confirming";
import { useShape, useSurvey } from "./context";
import type { FormSection } from "./form";
import styles from "./question.module.css";

/** An answer carried from an earlier filing, that nobody here stands behind yet. */
export function Carried({ question }: { question: string }) {
  const { file, isEditable } = useSurvey();
  const [error, setError] = useState<CombinedError | null>(null);
  return (
    <div className={styles.carried}>
      <p>
        <FormattedMessage id="survey.carried" />
      </p>
      {isEditable && (
        <Button data-variant="quiet" onPress={() => void confirm(file, question).then(setError)}>
          <FormattedMessage id="survey.confirm" />
        </Button>
      )}
      <FaultNote error={error} />
    </div>
  );
}

/** All carried answers of a section at once: one act, where they still hold. */
export function CarriedSection({ section }: { section: FormSection }) {
  const { file, isEditable } = useSurvey();
  useShape();
  const [error, setError] = useState<CombinedError | null>(null);
  const count = section.questions.filter(({ code }) => file.view(code).isUnconfirmed).length;
  if (count < 2 || !isEditable) return <FaultNote error={error} />;
  return (
    <div className={styles.carried}>
      <p>
        <FormattedMessage id="survey.carriedSection" values={{ count }} />
      </p>
      <Button onPress={() => void confirmSection(file, section.code).then(setError)}>
        <FormattedMessage id="survey.confirmSection" />
      </Button>
      <FaultNote error={error} />
    </div>
  );
}
