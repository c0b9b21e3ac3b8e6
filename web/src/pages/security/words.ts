import { useIntl } from "react-intl";

import type { ClientFamily, Role, SessionMeans } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { ROLES } from "../../widgets/role";

/** What each kind of program is called. */
export const CLIENTS: Record<ClientFamily, MessageId> = {
  CHROME: "security.client.chrome",
  EDGE: "security.client.edge",
  FIREFOX: "security.client.firefox",
  OTHER_BROWSER: "security.client.otherBrowser",
  PROGRAM: "security.client.program",
  SAFARI: "security.client.safari",
  UNKNOWN: "security.client.unknown",
};

/** What was shown to sign in. */
export const MEANS: Record<SessionMeans, MessageId> = {
  PASSKEY: "security.means.passkey",
  PASSWORD: "security.means.password",
  PASSWORD_AND_CODE: "security.means.code",
  PASSWORD_AND_PASSKEY: "security.means.passwordAndPasskey",
  PASSWORD_AND_RECOVERY_CODE: "security.means.recoveryCode",
  PROVIDER: "security.means.provider",
  PROVIDER_AND_CODE: "security.means.providerCode",
  PROVIDER_AND_FACTOR: "security.means.providerFactor",
  PROVIDER_AND_PASSKEY: "security.means.providerPasskey",
  PROVIDER_AND_RECOVERY_CODE: "security.means.providerRecoveryCode",
};

/** Several roles in a row. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const { formatList, formatMessage } = useIntl();
  return (roles) => formatList(roles.map((role) => formatMessage({ id: ROLES[role] })));
}
