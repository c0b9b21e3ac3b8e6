import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { CoverageRoundsQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { RoundFacts } from "./round-facts";
import { inReadingOrder } from "./round-order";
import style from "./round.module.css";

const CoverageRounds = graphql(`
  query CoverageRounds {
    registerPosition
    rounds(first: 100) {
      nodes {
        ...RoundFacts
      }
    }
  }
`);

type Round = CoverageRoundsQuery["rounds"]["nodes"][number];

/** The rounds to choose from: the newest with figures of every kind first. */
export function RoundsPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const [{ data, error, fetching }, askAgain] = useQuery({ query: CoverageRounds });
  const rounds = data && inReadingOrder(data.rounds.nodes);
  return (
    <Page
      title={formatMessage({ id: "coverage.title" })}
      intro={
        <p>
          <FormattedMessage id="coverage.intro" />
        </p>
      }
      actions={
        <>
          <Link to="/$tongue/rounds" params={{ tongue }}>
            <FormattedMessage id="shell.rounds" />
          </Link>
          <Link to="/$tongue/participation" params={{ tongue }} search={{}}>
            <FormattedMessage id="coverage.toParticipation" />
          </Link>
          <Link to="/$tongue/trends" params={{ tongue }} search={{}}>
            <FormattedMessage id="coverage.toTrend" />
          </Link>
          <Link to="/$tongue/comparison" params={{ tongue }} search={{}}>
            <FormattedMessage id="coverage.toComparison" />
          </Link>
          <Link to="/$tongue/needs" params={{ tongue }} search={{}}>
            <FormattedMessage id="shell.nav.capacity" />
          </Link>
          <Link to="/$tongue/open-data" params={{ tongue }}>
            <FormattedMessage id="shell.openData" />
          </Link>
        </>
      }
    >
      {error && <FaultNote error={error} retry={() => askAgain({ requestPolicy: "network-only" })} />}
      {fetching && !rounds && <Waiting />}
      {rounds?.length === 0 && (
        <Empty
          title={formatMessage({ id: "coverage.noRounds" })}
          hint={formatMessage({ id: "coverage.noRoundsHint" })}
        />
      )}
      {rounds && rounds.length > 0 && (
        <ol role="list" className={style.rounds}>
          {rounds.map((round) => (
            <Item key={round.key} round={round} position={data.registerPosition} />
          ))}
        </ol>
      )}
    </Page>
  );
}

function Item({ round, position }: { round: Round; position: number }) {
  const tongue = useTongue();
  return (
    <li>
      <h2>
        <Link to="/$tongue/coverage/$round" params={{ tongue, round: round.key }} search={{}}>
          <Localised text={round.title} isPlain={!round.title?.isFallback} />
        </Link>
      </h2>
      <RoundFacts round={round} position={position} release={round.release ?? null} isPast={false} />
    </li>
  );
}
