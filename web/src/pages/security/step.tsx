import { FormattedMessage } from "react-intl";

/** Which of how many steps. */
export interface Place {
  step: number;
  steps: number;
}

/** Where somebody is on the way. */
export function Step({ place }: { place: Place }) {
  return (
    <p className="muted small no-print">
      <FormattedMessage id="security.step" values={{ ...place }} />
    </p>
  );
}
