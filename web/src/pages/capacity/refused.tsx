import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote } from "../../widgets";
import { refusalOf, standingRevision } from "./refusal";

interface Props {
  error: CombinedError | null | undefined;
  /** Reads anew what has moved. */
  onAnew?: () => void;
  /** Whose act it is, where that is not the publishing authority's. */
  forbidden?: MessageId;
}

/** Why something was not done, in plain words where the service names the reason. */
export function RefusedNote({ error, onAnew, forbidden }: Props) {
  const refusal = refusalOf(error, forbidden);
  if (refusal === null) return <FaultNote error={error} title={<FormattedMessage id="capacity.notDone" />} />;
  return (
    <div className="notice" role="alert">
      <p>
        <FormattedMessage id={refusal} />
      </p>
      {standingRevision(error) !== null && onAnew && (
        <Button onPress={onAnew}>
          <FormattedMessage id="capacity.readAnew" />
        </Button>
      )}
    </div>
  );
}
