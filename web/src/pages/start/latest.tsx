import { Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { EntryKind } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Empty, FaultNote, Instant, Localised, useTongue, Waiting } from "../../widgets";
import { newest } from "./newest";
import styles from "./start.module.css";

graphql(`
  fragment LatestFiling on Filing {
    id
    position
    filedAt
    kind
    state {
      id
      name {
        ...Localised
      }
    }
    round {
      id
      title {
        ...Localised
      }
    }
  }
`);

const Newest = graphql(`
  query LatestFilings($a: Int!, $b: Int!, $c: Int!, $d: Int!, $e: Int!, $f: Int!) {
    a: filing(position: $a) {
      ...LatestFiling
    }
    b: filing(position: $b) {
      ...LatestFiling
    }
    c: filing(position: $c) {
      ...LatestFiling
    }
    d: filing(position: $d) {
      ...LatestFiling
    }
    e: filing(position: $e) {
      ...LatestFiling
    }
    f: filing(position: $f) {
      ...LatestFiling
    }
  }
`);

const KINDS: Record<EntryKind, MessageId> = {
  AMENDMENT: "start.kind.amendment",
  FILING: "start.kind.filing",
  WITHDRAWAL: "start.kind.withdrawal",
};

/** What was filed last, as far as this reader may know of it. */
export function Latest({ asOf }: { asOf: number }) {
  const tongue = useTongue();
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = newest(asOf, 6);
  const [{ data, error }, ask] = useQuery({ query: Newest, variables: { a, b, c, d, e, f }, pause: asOf === 0 });
  const filings = data && [data.a, data.b, data.c, data.d, data.e, data.f].filter((filing) => filing !== null);
  const isEmpty = asOf === 0 || filings?.length === 0;
  return (
    <section className={styles.section} aria-labelledby="latest">
      <h2 id="latest">
        <FormattedMessage id="start.latest" />
      </h2>
      <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
      {!error && !isEmpty && filings === undefined && <Waiting />}
      {isEmpty && (
        <Empty
          title={<FormattedMessage id="start.latest.none" />}
          hint={<FormattedMessage id="start.latest.noneHint" />}
        />
      )}
      {filings !== undefined && filings.length > 0 && (
        <ol role="list" className={styles.latest}>
          {filings.map(({ id, position, filedAt, kind, state, round }) => (
            <li key={id}>
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
                <Localised text={round?.title} isPlain />
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
