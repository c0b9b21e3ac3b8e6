import { FormattedMessage } from "react-intl";

import type { ClearanceStatus } from "../../gql/graphql";
import styles from "./clearance.module.css";
import { STATUSES } from "./standing";

/** What each mark draws in a square of sixteen. None of them is better than another; the words say what it is. */
const SHAPES: Record<ClearanceStatus, string> = {
  NOT_NEEDED: "M3 8h10",
  DRAFTING: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  IN_CLEARANCE: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z M8 5v3.2l2.2 1.6",
  CLEARED: "M2.5 2.5h11v11h-11z M5 8.2l2.2 2.2l4-4.6",
  RETURNED: "M7 3.5L2.5 8L7 12.5 M2.5 8h11",
  RECALLED: "M4 3.5v9 M12.5 3.5L7 8l5.5 4.5",
  REOPENED: "M12.8 5.5a5.5 5.5 0 1 0 .7 2.7 M13.3 2.5v3.2h-3.2",
};

/** Where a section stands: a mark and words. */
export function Status({ status }: { status: ClearanceStatus }) {
  return (
    <span className={styles.status} data-status={status}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.mark}>
        <path d={SHAPES[status]} />
      </svg>
      <span>
        <FormattedMessage id={STATUSES[status]} />
      </span>
    </span>
  );
}
