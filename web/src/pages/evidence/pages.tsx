import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import { Empty, FaultNote, Waiting } from "../../widgets";
import { KeptEvidence } from "./documents";
import styles from "./evidence.module.css";

interface PagesProps {
  state: string;
  row: (evidence: EvidencePartsFragment) => ReactNode;
}

/** What a State keeps, the newest first; older ones are read when they are asked for. */
export function Pages({ state, row }: PagesProps) {
  const [starts, setStarts] = useState<(string | null)[]>([null]);
  return (
    <>
      {starts.map((after, index) => (
        <OnePage
          key={after ?? ""}
          state={state}
          after={after}
          row={row}
          onMore={index === starts.length - 1 ? (next) => setStarts([...starts, next]) : null}
        />
      ))}
    </>
  );
}

interface OnePageProps extends PagesProps {
  after: string | null;
  /** Reads the next page; none where it is there already. */
  onMore: ((after: string) => void) | null;
}

function OnePage({ state, after, row, onMore }: OnePageProps) {
  const [read, again] = useQuery({
    query: KeptEvidence,
    variables: { state, after },
    requestPolicy: "cache-and-network",
  });
  const list = read.data?.evidence;
  const end = list?.pageInfo.hasNextPage === true ? list.pageInfo.endCursor : null;
  const shown = (list?.nodes ?? []).filter(({ isRemoved }) => !isRemoved);
  return (
    <>
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !list && <Waiting />}
      {list && after === null && shown.length === 0 && (
        <Empty title={<FormattedMessage id="evidence.none" />} hint={<FormattedMessage id="evidence.noneHint" />} />
      )}
      <ul role="list" className={styles.list}>
        {shown.map((evidence) => (
          <li key={evidence.id}>{row(evidence)}</li>
        ))}
      </ul>
      {end && onMore && (
        <Button data-variant="quiet" onPress={() => onMore(end)}>
          <FormattedMessage id="evidence.older" />
        </Button>
      )}
    </>
  );
}
