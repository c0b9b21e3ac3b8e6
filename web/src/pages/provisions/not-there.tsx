import { Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import type { CombinedError } from "urql";

import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";

interface NotThereProps {
  code: string;
  unknown: "provisions.unknown" | "provisions.unknownInstrument";
  isWaiting: boolean;
  error: CombinedError | undefined;
  onRetry: (options: { requestPolicy: "network-only" }) => void;
}

/** The page of a text or a provision that has not come, could not be read, or is not known. */
export function NotThere({ code, unknown, isWaiting, error, onRetry }: NotThereProps) {
  const { formatMessage } = useIntl();
  return (
    <Page title={code}>
      {isWaiting && <Waiting />}
      <FaultNote error={error} retry={() => onRetry({ requestPolicy: "network-only" })} />
      {!isWaiting && !error && (
        <Empty
          title={formatMessage({ id: unknown }, { code })}
          hint={formatMessage({ id: "provisions.unknownHint" })}
          action={<BackToAll />}
        />
      )}
    </Page>
  );
}

/** The way to all provisions. */
export function BackToAll() {
  const tongue = useTongue();
  return (
    <Link to="/$tongue/provisions" params={{ tongue }} search={{}}>
      <FormattedMessage id="provisions.title" />
    </Link>
  );
}
