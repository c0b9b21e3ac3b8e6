import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "../../widgets";
import { confirm, confirmSection } from "./confirming";
import { useShape, useSurvey } from "./context";
import type { FormSection } from "./form";
import styles from "./question.module.css";
import { useIsReached } from "./reached";

interface ActProps {
  id: "survey.confirm" | "survey.confirmSection";
  isQuiet?: boolean;
  act: () => Promise<void>;
}

/** Confirms, where the service can be asked: it names no revision, so sent late it could confirm what nobody saw. */
function Act({ id, isQuiet = false, act }: ActProps) {
  const isReached = useIsReached();
  return (
    <Button {...(isQuiet && { "data-variant": "quiet" })} isDisabled={!isReached} onPress={() => void act()}>
      <FormattedMessage id={isReached ? id : "survey.confirmNeedsConnection"} />
    </Button>
  );
}

/** An answer carried from an earlier filing, that nobody here stands behind yet. */
export function Carried({ question }: { question: string }) {
  const { file, isEditable } = useSurvey();
  const [error, setError] = useState<CombinedError | null>(null);
  return (
    <div className={styles.carried}>
      <p>
        <FormattedMessage id="survey.carried" />
      </p>
      {isEditable && <Act id="survey.confirm" isQuiet act={() => confirm(file, question).then(setError)} />}
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
      <Act id="survey.confirmSection" act={() => confirmSection(file, section.code).then(setError)} />
      <FaultNote error={error} />
    </div>
  );
}
