import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";
import { useClient, useQuery } from "urql";

import { graphql } from "../../gql";
import type { CoverageRoundsQuery, ReleaseOfRoundQuery } from "../../gql/graphql";
import { Day, Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { inReadingOrder } from "./round-order";
import style from "./round.module.css";

const CoverageRounds = graphql(`
  query CoverageRounds {
    rounds(first: 100) {
      nodes {
        id
        key
        stage
        opensAt
        closesOn
        title {
          ...Localised
        }
        mandate {
          isOwnRequest
        }
        edition {
          id
          code
          title {
            ...Localised
          }
        }
      }
    }
  }
`);

const ReleaseOfRound = graphql(`
  query ReleaseOfRound($round: String!) {
    coverage(round: $round) {
      invited
      asOf
      release {
        number
        atPosition
        at
      }
    }
  }
`);

type Round = CoverageRoundsQuery["rounds"]["nodes"][number];
type Figures = ReleaseOfRoundQuery["coverage"];

/** The rounds to choose from: the newest with figures of every kind first. */
export function RoundsPage() {
  const { formatMessage } = useIntl();
  const client = useClient();
  const [{ data, error, fetching }, askAgain] = useQuery({ query: CoverageRounds });
  const [figures, setFigures] = useState<ReadonlyMap<string, Figures>>();
  const rounds = data?.rounds.nodes;

  useEffect(() => {
    let isWanted = true;
    async function read(keys: string[]) {
      const answers = await Promise.all(
        keys.map(async (round) => {
          const answer = await client.query(ReleaseOfRound, { round }).toPromise();
          return [round, answer.data?.coverage ?? null] as const;
        }),
      );
      if (isWanted) setFigures(new Map(answers));
    }
    if (rounds) void read(rounds.map(({ key }) => key));
    return () => {
      isWanted = false;
    };
  }, [client, rounds]);

  const ordered =
    rounds && figures && inReadingOrder(rounds, ({ key }) => (figures.get(key)?.release ?? null) !== null);
  return (
    <Page
      title={formatMessage({ id: "coverage.title" })}
      intro={
        <p>
          <FormattedMessage id="coverage.intro" />
        </p>
      }
    >
      {error && <FaultNote error={error} retry={() => askAgain({ requestPolicy: "network-only" })} />}
      {!error && !ordered && (fetching || rounds) && <Waiting />}
      {ordered?.length === 0 && (
        <Empty
          title={formatMessage({ id: "coverage.noRounds" })}
          hint={formatMessage({ id: "coverage.noRoundsHint" })}
        />
      )}
      {ordered && ordered.length > 0 && (
        <ol role="list" className={style.rounds}>
          {ordered.map((round) => (
            <Item key={round.key} round={round} figures={figures?.get(round.key) ?? null} />
          ))}
        </ol>
      )}
    </Page>
  );
}

function Item({ round, figures }: { round: Round; figures: Figures }) {
  const tongue = useTongue();
  const release = figures?.release;
  return (
    <li>
      <h2>
        <Link to="/$tongue/coverage/$round" params={{ tongue, round: round.key }} search={{}}>
          <Localised text={round.title} isPlain={!round.title?.isFallback} />
        </Link>
      </h2>
      <p>
        <Localised text={round.edition?.title} isPlain={!round.edition?.title?.isFallback} />{" "}
        <code dir="ltr">{round.edition?.code}</code>
      </p>
      <p>
        <FormattedMessage id={`coverage.stage.${STAGES[round.stage]}`} />
        {" · "}
        <bdi>
          <Instant at={round.opensAt} />
        </bdi>
        {round.closesOn && (
          <>
            {" – "}
            <bdi>
              <Day on={round.closesOn} />
            </bdi>
          </>
        )}
      </p>
      <p>
        {figures && !round.mandate.isOwnRequest && (
          <FormattedMessage id="coverage.denominator" values={{ invited: figures.invited, position: figures.asOf }} />
        )}
        {round.mandate.isOwnRequest && <FormattedMessage id="coverage.ownRequest" />}{" "}
        {release ? (
          <FormattedMessage
            id="coverage.release"
            values={{ number: release.number, position: release.atPosition, at: <Instant at={release.at} /> }}
          />
        ) : (
          <FormattedMessage id="coverage.noRelease" />
        )}
      </p>
    </li>
  );
}

const STAGES = { PLANNED: "planned", OPEN: "open", CLOSED: "closed", ARCHIVED: "archived" } as const;
