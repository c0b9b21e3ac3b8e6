import { Link } from "@tanstack/react-router";
import { Button, ProgressBar } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useTongue } from "../../widgets";
import type { Part } from "./carried";
import { useConfirmed, useUpdate } from "./context";
import styles from "./update.module.css";

/** How many carried answers are confirmed, and what becomes of those that are on their way: always in sight. */
export function Progress({ parts }: { parts: readonly Part[] }) {
  const { formatMessage } = useIntl();
  const { confirming } = useUpdate();
  const { sending } = useConfirmed();
  const carried = parts.reduce((sum, part) => sum + part.carried, 0);
  const left = parts.reduce((sum, part) => sum + Math.min(part.carried, confirming.left(part.code)), 0);
  const done = carried - left;
  const words = formatMessage({ id: "update.progress" }, { done, carried });
  const { trouble } = sending;
  return (
    <div className={styles.bar} data-troubled={trouble !== null || undefined}>
      <ProgressBar
        aria-label={formatMessage({ id: "update.barLabel" })}
        value={done}
        maxValue={carried}
        valueLabel={words}
        className={`${styles.progress}`}
      >
        <div className={styles.track}>
          <div className={styles.done} style={{ inlineSize: `${carried === 0 ? 0 : (done / carried) * 100}%` }} />
        </div>
      </ProgressBar>
      <p role="status">{words}</p>
      {trouble !== null && (
        <p role="alert" className={styles.trouble}>
          <FormattedMessage id={`update.trouble.${trouble}`} />{" "}
          <Button data-variant="quiet" onPress={confirming.tryAgain}>
            <FormattedMessage id="survey.tryNow" />
          </Button>
          {trouble === "signedOut" && <SignIn />}
        </p>
      )}
    </div>
  );
}

function SignIn() {
  const tongue = useTongue();
  const { id } = useUpdate();
  return (
    <Link
      preload={false}
      to="/$tongue/sign-in"
      params={{ tongue }}
      search={{ next: `/${tongue}/submissions/${id}/update` }}
    >
      <FormattedMessage id="survey.signIn" />
    </Link>
  );
}
