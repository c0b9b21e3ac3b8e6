import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { FilingQuery } from "../../gql/graphql";
import { Localised, useTongue } from "../../widgets";
import styles from "./filing.module.css";

// What stood in the round just before this was filed, and what the State has standing now in any.
const Comparable = graphql(`
  query ComparableFilings($state: String!, $round: String!, $asOf: Int!) {
    filings(round: $round, state: $state, asOf: $asOf, first: 1) {
      nodes {
        id
        position
      }
    }
    state(code: $state) {
      id
      filings {
        id
        position
        edition {
          id
          questionnaire
        }
        round {
          id
          key
          title {
            ...Localised
          }
        }
      }
    }
  }
`);

/** Ways to what changed: since what this filing superseded, until what superseded it, and between rounds. */
export function Compare({ filing }: { filing: NonNullable<FilingQuery["filing"]> }) {
  const tongue = useTongue();
  const { position, state, round, edition } = filing;
  const [{ data }] = useQuery({
    query: Comparable,
    variables: { state: state?.code ?? "", round: round?.key ?? "", asOf: position - 1 },
    pause: !state || !round || position < 2,
  });
  if (!data || !state || !round) return null;
  const earlier = data.filings.nodes[0]?.position;
  const standing = data.state?.filings ?? [];
  const later = standing.find((one) => one.round?.key === round.key && one.position > position)?.position;
  const isAlike = (one: (typeof standing)[number]) => one.edition?.questionnaire === edition?.questionnaire;
  const others = standing.flatMap((one) =>
    one.round && one.round.key !== round.key && isAlike(one) ? [{ ...one, round: one.round }] : [],
  );
  const params = { tongue };
  const ways = [
    ...(earlier === undefined ? [] : [{ before: earlier, after: position, id: "difference.sinceEarlier" as const }]),
    ...(later === undefined ? [] : [{ before: position, after: later, id: "difference.untilLater" as const }]),
  ];
  if (ways.length + others.length === 0) return null;
  return (
    <section aria-labelledby="compare" className="no-print">
      <h2 id="compare">
        <FormattedMessage id="difference.compareWith" />
      </h2>
      <ul role="list" className={styles.ways}>
        {ways.map(({ before, after, id }) => (
          <li key={id}>
            <Link to="/$tongue/differences/filings" params={params} search={{ before, after }}>
              <FormattedMessage id={id} values={{ position: before === position ? after : before }} />
            </Link>
          </li>
        ))}
        {others.map((other) => {
          const [before, after] = other.position < position ? [other.round, round] : [round, other.round];
          return (
            <li key={other.round.key}>
              <Link
                to="/$tongue/differences/rounds"
                params={params}
                search={{ state: state.code, before: before.key, after: after.key }}
              >
                <FormattedMessage
                  id="difference.betweenRounds"
                  values={{ round: <Localised text={other.round.title} isPlain /> }}
                />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
