import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import styles from "./evidence.module.css";
import { Facts, Name } from "./facts";
import { Pages } from "./pages";
import { nameOf } from "./words";

interface ChooserProps {
  state: string;
  /** What is cited already. */
  cited: readonly string[];
  onChosen: (id: string) => void;
}

/** Chooses among what the State keeps. */
export function Chooser({ state, cited, onChosen }: ChooserProps) {
  const { formatMessage } = useIntl();
  return (
    <div className={styles.choose} role="group" aria-label={formatMessage({ id: "evidence.choose" })} tabIndex={0}>
      <Pages
        state={state}
        row={(evidence) => (
          <div className={styles.row}>
            <p className={styles.name}>
              <Name evidence={evidence} />
            </p>
            <Facts evidence={evidence} />
            {cited.includes(evidence.id) ? (
              <p className="muted">
                <FormattedMessage id="evidence.citedHere" />
              </p>
            ) : (
              <Button
                data-variant="quiet"
                aria-label={formatMessage({ id: "evidence.citeNamed" }, { name: nameOf(evidence) })}
                onPress={() => onChosen(evidence.id)}
              >
                <FormattedMessage id="evidence.cite" />
              </Button>
            )}
          </div>
        )}
      />
    </div>
  );
}
