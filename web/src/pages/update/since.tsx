import { FormattedMessage, useIntl } from "react-intl";

import { Localised } from "../../widgets";
import { ago, type Source } from "./carried";
import { useUpdate } from "./context";

/** How old something is: the day on which it was filed last, how long ago that was, and in which round. */
export function Since({ source: { round, title, filedAt } }: { source: Source }) {
  const { now } = useUpdate();
  const { formatDate, formatRelativeTime } = useIntl();
  const named = title === null ? <bdi>{round}</bdi> : <Localised text={title} isPlain />;
  if (filedAt === null) return <FormattedMessage id="update.drafted" values={{ round: named }} />;
  const day = <time dateTime={filedAt}>{formatDate(filedAt, { year: "numeric", month: "long", day: "numeric" })}</time>;
  const [count, unit] = ago(filedAt, now);
  const long = formatRelativeTime(count, unit, { numeric: "auto" });
  return <FormattedMessage id="update.filed" values={{ day, ago: long, round: named }} />;
}
