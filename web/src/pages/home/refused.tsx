import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote } from "../../widgets";

interface Refusal {
  message?: unknown;
}

/** All that is against a package: the service names each thing once. */
function refusalsIn(error: CombinedError | null | undefined): string[] {
  const told = error?.graphQLErrors.flatMap(({ extensions }) => extensions["refusals"] ?? []) ?? [];
  return (told as Refusal[]).flatMap(({ message }) => (typeof message === "string" ? [message] : []));
}

/** Why a package was not taken or filed. */
export function Refused({ error, title }: { error: CombinedError | null | undefined; title: MessageId }) {
  const refusals = refusalsIn(error);
  return (
    <>
      <FaultNote error={error} title={<FormattedMessage id={title} />} />
      {refusals.length > 1 && (
        <ul>
          {refusals.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
