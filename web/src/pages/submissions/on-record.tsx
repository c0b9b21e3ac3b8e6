import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { EntryKind, FilingStatus } from "../../gql/graphql";
import { Instant, useTongue } from "../../widgets";
import { ACTS, STATUSES } from "./words";

interface OnRecordProps {
  filings: readonly { id: string | number; position: number; kind: EntryKind; status: FilingStatus; filedAt: string }[];
  className?: string;
}

/** What of a working file is on record, act by act. */
export function OnRecord({ filings, className }: OnRecordProps) {
  const tongue = useTongue();
  return (
    <ol role="list" className={className}>
      {filings.map((filing) => (
        <li key={filing.id}>
          <Link to="/$tongue/filings/$position" params={{ tongue, position: String(filing.position) }}>
            <FormattedMessage id="submission.atPosition" values={{ position: filing.position }} />
          </Link>{" "}
          <FormattedMessage
            id="submission.entry"
            values={{
              act: <FormattedMessage key="act" id={ACTS[filing.kind]} />,
              at: <Instant key="at" at={filing.filedAt} />,
              status: <FormattedMessage key="status" id={STATUSES[filing.status]} />,
            }}
          />
        </li>
      ))}
    </ol>
  );
}
