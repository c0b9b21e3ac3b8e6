import { useIntl } from "react-intl";

import type { Sheet } from "./download";
import { Keep } from "./keep";

interface Props {
  /** The round as it is called here, and its key. */
  round: { key: string; title: string; edition: string };
  position: number;
  release: { number: number; atPosition: number } | null | undefined;
  denominator: number | null;
  /** The name of the file without its ending. */
  file: string;
  /** What can be downloaded, once all of it has come. */
  sheet: (() => Sheet) | null;
}

/** How to keep figures of a round. */
export function Cite({ round, position, release, denominator, file, sheet }: Props) {
  const { formatMessage } = useIntl();
  return (
    <Keep
      position={position}
      citation={(values) => formatMessage({ id: "coverage.citation" }, { round: round.title, ...values })}
      about={{
        round: round.key,
        title: round.title,
        edition: round.edition,
        release: release?.number ?? null,
        release_position: release?.atPosition ?? null,
        invited_member_states: denominator,
      }}
      file={`normtrack-${round.key}-${file}-${position}`}
      sheet={sheet}
    />
  );
}
