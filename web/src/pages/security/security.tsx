import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { FaultNote, Page, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { SecurityOf } from "./documents";
import { Identities } from "./identities";
import { OwnFactor } from "./own-factor";
import { Passkeys } from "./passkeys";
import { Sessions } from "./sessions";

/** How somebody signs in, and where they are signed in: for themselves alone. */
export function SecurityPage() {
  return (
    <Words of="account">
      <Security />
    </Words>
  );
}

function Security() {
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: SecurityOf, requestPolicy: "cache-and-network" });
  const anew = () => again({ requestPolicy: "network-only" });
  const viewer = read.data?.viewer;
  return (
    <Page
      title={formatMessage({ id: "shell.security" })}
      above={
        viewer && (
          <p className="muted">
            <bdi>{viewer.account.email}</bdi>
          </p>
        )
      }
      intro={<FormattedMessage id="security.intro" />}
    >
      <FaultNote error={read.error} retry={anew} />
      {!read.data && !read.error && <Waiting />}
      {viewer && (
        <>
          <OwnFactor standing={viewer.secondFactor} />
          <Passkeys passkeys={viewer.secondFactor.passkeys} />
          <Identities identities={viewer.identities} providers={read.data?.identityProviders ?? []} />
          <Sessions sessions={viewer.sessions} onChange={anew} />
        </>
      )}
    </Page>
  );
}
