import { Link } from "react-aria-components";
import { FormattedMessage, FormattedNumber } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { RoundStage, StartQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Day, Empty, FaultNote, Instant, Localised, useTongue } from "../../widgets";
import styles from "./start.module.css";

const Filed = graphql(`
  query Filed($round: String!, $asOf: Int!) {
    coverage(round: $round, asOf: $asOf) {
      invited
      filedCount
    }
    filings(round: $round, asOf: $asOf, first: 1) {
      totalCount
    }
  }
`);

const STAGES: Record<RoundStage, MessageId> = {
  ARCHIVED: "start.stage.archived",
  CLOSED: "start.stage.closed",
  OPEN: "start.stage.open",
  PLANNED: "start.stage.planned",
};

type Round = StartQuery["rounds"]["nodes"][number];

/** The rounds: where each stands, how many were invited, and how many have a filing that this reader may read. */
export function Participation({ rounds, asOf }: { rounds: Round[]; asOf: number }) {
  const tongue = useTongue();
  return (
    <section className={styles.section} aria-labelledby="participation">
      <h2 id="participation">
        <FormattedMessage id="start.participation" />
      </h2>
      {rounds.length === 0 ? (
        <Empty
          title={<FormattedMessage id="start.participation.none" />}
          hint={<FormattedMessage id="start.participation.noneHint" />}
        />
      ) : (
        <>
          <ul role="list" className={styles.rounds}>
            {rounds.map((round) => (
              <li key={round.id}>
                <div>
                  <h3>
                    <Link href={`/${tongue}/coverage/${encodeURIComponent(round.key)}`}>
                      <Localised text={round.title} isPlain />
                    </Link>
                  </h3>
                  <Stage round={round} />
                </div>
                <Figure round={round} asOf={asOf} />
              </li>
            ))}
          </ul>
          <p className="muted small">
            <FormattedMessage id="start.asOf" values={{ position: asOf }} />{" "}
            <Link href={`/${tongue}/participation`}>
              <FormattedMessage id="start.toParticipation" />
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function Stage({ round }: { round: Round }) {
  return (
    <p className={styles.stage}>
      <FormattedMessage id={STAGES[round.stage]} />
      {" · "}
      {round.stage === "PLANNED" ? (
        <FormattedMessage id="start.opens" values={{ instant: <Instant at={round.opensAt} /> }} />
      ) : round.closesOn === null ? (
        <FormattedMessage id="start.opened" values={{ instant: <Instant at={round.opensAt} /> }} />
      ) : (
        <FormattedMessage
          id={round.stage === "OPEN" ? "start.closes" : "start.closed"}
          values={{ day: <Day on={round.closesOn} /> }}
        />
      )}
    </p>
  );
}

/** How many of those invited have filed; where nobody is invited, how many filings there are to read. */
function Figure({ round, asOf }: { round: Round; asOf: number }) {
  const [{ data, error }, ask] = useQuery({
    query: Filed,
    variables: { round: round.key, asOf },
    pause: round.stage === "PLANNED",
  });
  if (round.stage === "PLANNED") return null;
  if (error) return <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  if (data === undefined) return <p className={styles.figure} />;
  const open = data.filings.totalCount;
  const share = data.coverage;
  return (
    <div className={styles.figure}>
      {share !== null && !round.mandate.isOwnRequest && (
        <>
          <p>
            <strong>
              <FormattedNumber value={share.filedCount} />
            </strong>{" "}
            <FormattedMessage id="start.filed" values={{ filed: share.filedCount, invited: share.invited }} />
          </p>
          <div className={styles.bar} aria-hidden="true">
            <div style={{ inlineSize: `${(100 * share.filedCount) / Math.max(1, share.invited)}%` }} />
          </div>
        </>
      )}
      <p className="muted">
        <FormattedMessage id="start.filings" values={{ open }} />
        {round.observerCount > 0 && (
          <>
            {" · "}
            <FormattedMessage id="start.observers" />
          </>
        )}
      </p>
    </div>
  );
}
