import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useIsSignedIn } from "../../app/session";
import { graphql } from "../../gql";
import { FaultNote, Page, useTongue, Waiting } from "../../widgets";
import { Latest } from "./latest";
import { Norms } from "./norms";
import { Participation } from "./participation";
import styles from "./start.module.css";
import { YourWork } from "./your-work";

/** Where the eleven norms stand: paragraph 13 of the report of 2015. */
const ELEVEN = "A-70-174/13";

const Start = graphql(`
  query Start($eleven: String!) {
    registerPosition
    provision(code: $eleven) {
      id
      paragraph
      adoption
      instrument {
        id
        symbol
        shortTitle {
          ...Localised
        }
      }
      children {
        id
        code
        label
        title {
          ...Localised
        }
        statement {
          ...Localised
        }
      }
    }
    rounds(last: 6) {
      nodes {
        id
        key
        stage
        opensAt
        closesOn
        observerCount
        title {
          ...Localised
        }
        mandate {
          isOwnRequest
        }
      }
    }
  }
`);

/** What this register is, what States agreed on, and how far they have come in telling about it. */
export function StartPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const [{ data, error }, ask] = useQuery({ query: Start, variables: { eleven: ELEVEN } });
  return (
    <div className={styles.start}>
      <Page
        title={formatMessage({ id: "start.title" })}
        intro={<FormattedMessage id="start.intro" />}
        actions={
          <>
            <Link
              className="react-aria-Link button"
              data-variant={isSignedIn ? undefined : "primary"}
              href={`/${tongue}/provisions`}
            >
              <FormattedMessage id="start.toProvisions" />
            </Link>
            <Link className="react-aria-Link button" href={`/${tongue}/coverage`}>
              <FormattedMessage id="start.toCoverage" />
            </Link>
            <Link className="react-aria-Link button" data-variant="quiet" href={`/${tongue}/guide`}>
              <FormattedMessage id="start.toGuide" />
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
        <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
        {!data && !error && <Waiting />}
        {data && (
          <>
            {data.provision && <Norms whole={data.provision} />}
            <Participation rounds={data.rounds.nodes.toReversed()} asOf={data.registerPosition} />
            <Latest asOf={data.registerPosition} />
          </>
        )}
      </Page>
    </div>
  );
}
