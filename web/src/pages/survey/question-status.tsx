import { Button } from "react-aria-components";
import { FormattedMessage, FormattedTime } from "react-intl";

import type { Status, Trouble } from "./saving";
import styles from "./question.module.css";

/** Why nothing is being saved, in words. */
export function TroubleWords({ trouble }: { trouble: Trouble }) {
  switch (trouble.kind) {
    case "unreached":
      return <FormattedMessage id="survey.trouble.unreached" />;
    case "busy":
      return <FormattedMessage id="survey.trouble.busy" />;
    case "signedOut":
      return <FormattedMessage id="survey.trouble.signedOut" />;
    case "halted":
      return (
        <>
          <FormattedMessage id="survey.trouble.halted" /> {trouble.message}
        </>
      );
  }
}

/** What became of one answer: the truth, in one line. */
export function QuestionStatus({ status, discard }: { status: Status; discard: () => void }) {
  switch (status.is) {
    case "untouched":
    case "conflict":
      return null;
    case "saved":
      return (
        <span className={styles.saved}>
          <FormattedMessage id="survey.savedAt" values={{ time: <FormattedTime value={status.at} key="time" /> }} />
        </span>
      );
    case "waiting":
    case "saving":
      return (
        <span className={styles.saving}>
          <FormattedMessage id="survey.saving" />
        </span>
      );
    case "refused":
      return (
        <span className={styles.unsaved}>
          <FormattedMessage id={status.refusal.outcome === "NOT_ASSIGNED" ? "survey.notYours" : "survey.refused"} />{" "}
          {status.refusal.messages.join(" ")}{" "}
          <Button data-variant="quiet" onPress={discard}>
            <FormattedMessage id="survey.discard" />
          </Button>
        </span>
      );
    case "unsaved":
      return (
        <span className={styles.unsaved}>
          <FormattedMessage id="survey.notSaved" /> <TroubleWords trouble={status.trouble} />
        </span>
      );
  }
}
