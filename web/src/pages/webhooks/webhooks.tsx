import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { WebhookPlaces } from "./documents";
import { Kept } from "./kept";

/** What stands for the secretariat among those who keep webhooks. No State has such a code. */
const SECRETARIAT = "secretariat";

/** Where other systems are told what happens in the register: for focal points, and for officers of the secretariat. */
export function WebhooksPage() {
  return (
    <Words of="webhook">
      <Places />
    </Words>
  );
}

function Places() {
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: WebhookPlaces, requestPolicy: "cache-and-network" });
  const withheld = useWithheld();
  const [picked, setPicked] = useState<string | undefined>();
  const held = (read.data?.viewer?.memberships ?? []).filter(({ role }) => !withheld.includes(role));
  const states = held.flatMap(({ role, state }) => (role === "FOCAL_POINT" && state ? [state] : []));
  const places = [
    ...(held.some(({ role }) => role === "SECRETARIAT_OFFICER")
      ? [{ code: SECRETARIAT, label: formatMessage({ id: "security.secretariat" }) }]
      : []),
    ...states.map(({ code, name }) => ({ code, label: name?.content ?? code })),
  ];
  const place = places.find(({ code }) => code === picked) ?? places[0];
  return (
    <Page
      title={formatMessage({ id: "shell.webhooks" })}
      above={place && <p className="muted">{place.label}</p>}
      intro={<FormattedMessage id="webhook.intro" />}
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && place === undefined && withheld.length === 0 && (
        <Empty title={<FormattedMessage id="webhook.mayNot" />} hint={<FormattedMessage id="webhook.mayNotHint" />} />
      )}
      {places.length > 1 && (
        <Choice
          label={formatMessage({ id: "webhook.whose" })}
          items={places}
          value={place?.code}
          onChoose={setPicked}
        />
      )}
      {place && <Kept key={place.code} state={place.code === SECRETARIAT ? null : place.code} />}
    </Page>
  );
}
