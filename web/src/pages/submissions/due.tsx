import { FormattedMessage, useIntl } from "react-intl";

import type { RoundHeadFragment } from "../../gql/graphql";
import { Day, Instant } from "../../widgets";

/** When a round closes: its last day in its own zone, and the same instant where the reader is. */
export function Due({ round }: { round: Pick<RoundHeadFragment, "stage" | "closesOn" | "closesAt" | "zone"> }) {
  const { formatDateToParts } = useIntl();
  if (!round.closesOn || !round.closesAt) {
    return <FormattedMessage id="submission.noClosing" />;
  }
  // An instant within the last day, so that summer time is named as it holds on that day.
  const within = Date.parse(round.closesAt) - 1;
  const parts = formatDateToParts(within, { timeZone: round.zone, timeZoneName: "long" });
  const zone = parts.find(({ type }) => type === "timeZoneName")?.value ?? round.zone;
  return (
    <>
      <FormattedMessage
        id={round.stage === "OPEN" || round.stage === "PLANNED" ? "submission.closes" : "submission.closed"}
        values={{ day: <Day key="day" on={round.closesOn} />, zone: <bdi key="zone">{zone}</bdi> }}
      />{" "}
      <span className="muted">
        <FormattedMessage id="submission.inYourTime" values={{ at: <Instant key="at" at={round.closesAt} /> }} />
      </span>
    </>
  );
}
