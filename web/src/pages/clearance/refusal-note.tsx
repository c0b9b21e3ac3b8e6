import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "../../widgets";
import { hasMoved, refusalOf } from "./refusal";

interface RefusalNoteProps {
  error: CombinedError | null | undefined;
  /** What did not succeed, where nothing more is known. */
  title?: ReactNode;
  /** Reads anew what has moved. */
  onAnew?: () => void;
}

/** Why something was not done, in words where the service names the reason. */
export function RefusalNote({ error, title, onAnew }: RefusalNoteProps) {
  const refusal = refusalOf(error);
  if (refusal === null) return <FaultNote error={error} title={title} />;
  return (
    <div className="notice" role="alert">
      <p>
        <FormattedMessage id={refusal} />
      </p>
      {hasMoved(error) && onAnew && (
        <Button onPress={onAnew}>
          <FormattedMessage id="clearance.readAnew" />
        </Button>
      )}
    </div>
  );
}
