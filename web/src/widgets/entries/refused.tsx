import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "..";
import { hasMoved, refusalOf, type Refusals } from "./refusal";

interface Props {
  error: CombinedError | null | undefined;
  refusals: Refusals;
  /** Reads anew what has moved. */
  onAnew?: () => void;
}

/** Why something was not done, in plain words where the service names the reason. */
export function RefusedNote({ error, refusals, onAnew }: Props) {
  const refusal = refusalOf(error, refusals);
  if (refusal === null) return <FaultNote error={error} title={<FormattedMessage id="capacity.notDone" />} />;
  return (
    <div className="notice" role="alert">
      <p>
        <FormattedMessage id={refusal} />
      </p>
      {hasMoved(error) && onAnew && (
        <Button onPress={onAnew}>
          <FormattedMessage id="capacity.readAnew" />
        </Button>
      )}
    </div>
  );
}
