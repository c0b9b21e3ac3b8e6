import { FormattedMessage } from "react-intl";

import type { Outcome } from "./one-by-one";
import { refusalOf } from "./refusal";
import { FaultNote } from "../../widgets";

/** For which sections something was not done, and why. */
export function RefusedList({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null || outcome.refused.length === 0) return null;
  return (
    <div className="notice" role="alert">
      <p>
        <FormattedMessage id="clearance.doneFor" values={{ done: outcome.done, refused: outcome.refused.length }} />
      </p>
      <ul>
        {outcome.refused.map(({ section, error }) => {
          const refusal = refusalOf(error);
          return (
            <li key={section}>
              <code>{section}</code> {refusal ? <FormattedMessage id={refusal} /> : <FaultNote error={error} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
