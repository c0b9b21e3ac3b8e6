import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useIsSignedIn } from "../../app/session";
import { Page, useTongue } from "../../widgets";
import { Latest } from "./latest";
import { Norms } from "./norms";
import { Participation } from "./participation";
import styles from "./start.module.css";
import { YourWork } from "./your-work";

/** What this register is, what States agreed on, and how far they have come in telling about it. */
export function StartPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  return (
    <div className={styles.start}>
      <Page
        title={formatMessage({ id: "start.title" })}
        intro={<FormattedMessage id="start.intro" />}
        actions={
          <>
            <Link className="react-aria-Link button" data-variant="primary" href={`/${tongue}/provisions`}>
              <FormattedMessage id="start.toProvisions" />
            </Link>
            <Link className="react-aria-Link button" href={`/${tongue}/coverage`}>
              <FormattedMessage id="start.toCoverage" />
            </Link>
          </>
        }
      >
        {isSignedIn && <YourWork />}
        <section className={styles.framework} aria-labelledby="framework">
          <h2 id="framework" className="unseen">
            <FormattedMessage id="start.framework" />
          </h2>
          <div>
            <h3>
              <FormattedMessage id="start.norms.what" />
            </h3>
            <p>
              <FormattedMessage id="start.norms.whatText" />
            </p>
          </div>
          <div>
            <h3>
              <FormattedMessage id="start.states.what" />
            </h3>
            <p>
              <FormattedMessage id="start.states.whatText" />
            </p>
          </div>
          <div>
            <h3>
              <FormattedMessage id="start.not.what" />
            </h3>
            <p>
              <FormattedMessage id="start.not.whatText" />
            </p>
          </div>
        </section>
        <Norms />
        <Participation />
        <Latest />
      </Page>
    </div>
  );
}
