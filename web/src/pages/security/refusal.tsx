import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote, Instant } from "../../widgets";
import { refusalOf } from "./fault";

/** Why something about signing in did not succeed. */
export function Refusal({ error }: { error: CombinedError | undefined }) {
  if (error === undefined) return null;
  if (error.networkError) return <FaultNote error={error} />;
  const { title, retryAt } = refusalOf(error);
  const at = retryAt === undefined ? null : <Instant key="at" at={retryAt} />;
  return <FaultNote error={error} title={<FormattedMessage id={title} values={{ at }} />} />;
}
