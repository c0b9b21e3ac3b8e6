import { Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { EntryKind } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Empty, FaultNote, Instant, Localised, useTongue, Waiting } from "../../widgets";
import styles from "./start.module.css";

const LatestEntries = graphql(`
  query LatestEntries($asOf: Int!) {
    register(last: 6, asOf: $asOf) {
      nodes {
        position
        filedAt
        kind
        round
        state {
          id
          name {
            ...Localised
          }
        }
      }
    }
    rounds(first: 100) {
      nodes {
        id
        key
        title {
          ...Localised
        }
      }
    }
  }
`);

const KINDS: Record<EntryKind, MessageId> = {
  AMENDMENT: "start.kind.amendment",
  FILING: "start.kind.filing",
  WITHDRAWAL: "start.kind.withdrawal",
};

/** What the register took last, the newest first. */
export function Latest({ asOf }: { asOf: number }) {
  const tongue = useTongue();
  const [{ data, error }, ask] = useQuery({ query: LatestEntries, variables: { asOf }, pause: asOf === 0 });
  const entries = data?.register.nodes.toReversed();
  const titles = new Map(data?.rounds.nodes.map(({ key, title }) => [key, title]));
  const isEmpty = asOf === 0 || entries?.length === 0;
  return (
    <section className={styles.section} aria-labelledby="latest">
      <h2 id="latest">
        <FormattedMessage id="start.latest" />
      </h2>
      <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
      {!error && !isEmpty && entries === undefined && <Waiting />}
      {isEmpty && (
        <Empty
          title={<FormattedMessage id="start.latest.none" />}
          hint={<FormattedMessage id="start.latest.noneHint" />}
        />
      )}
      {entries !== undefined && entries.length > 0 && (
        <ol role="list" className={styles.latest}>
          {entries.map(({ position, filedAt, kind, state, round }) => (
            <li key={position}>
              <span className={styles.position}>
                <Link href={`/${tongue}/filings/${position}`}>
                  <FormattedMessage id="start.position" values={{ position }} />
                </Link>
              </span>
              <span>
                <strong>
                  {state?.name ? <Localised text={state.name} isPlain /> : <FormattedMessage id="start.aState" />}
                </strong>
                {" · "}
                <FormattedMessage id={KINDS[kind]} />
                {" · "}
                <Localised text={titles.get(round)} isPlain />
              </span>
              <span className={styles.when}>
                <Instant at={filedAt} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
