import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { WebhookDeliveriesQuery } from "../../gql/graphql";
import { FaultNote, Instant, Waiting } from "../../widgets";
import { WebhookDeliveries } from "./documents";
import styles from "./webhooks.module.css";
import { FAILURES, KINDS, OUTCOMES } from "./words";

type Delivery = WebhookDeliveriesQuery["webhooks"][number]["deliveries"]["nodes"][number];

/** So many messages are shown at first, and so many more each time. */
const PAGE = 10;
/** What the service gives at once. */
const MOST = 100;

interface DeliveriesProps {
  webhook: string;
  address: string;
  state: string | null;
}

/** What became of the messages of a webhook, asked for when somebody unfolds it. */
export function Deliveries({ webhook, address, state }: DeliveriesProps) {
  const { formatMessage } = useIntl();
  const [isOpen, setOpen] = useState(false);
  const [first, setFirst] = useState(PAGE);
  const [read, again] = useQuery({
    query: WebhookDeliveries,
    variables: { state, first },
    pause: !isOpen,
    requestPolicy: "network-only",
  });
  const deliveries = read.data?.webhooks.find(({ id }) => id === webhook)?.deliveries;
  const label = (id: "webhook.more" | "webhook.lookAgain") =>
    formatMessage({ id: "webhook.of" }, { act: formatMessage({ id }), address });
  return (
    <details className={styles.deliveries} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <FormattedMessage id="webhook.messages" />
      </summary>
      <FaultNote error={read.error} />
      {!deliveries && read.fetching && <Waiting />}
      {deliveries?.nodes.length === 0 && (
        <p className="muted">
          <FormattedMessage id="webhook.noMessages" />
        </p>
      )}
      <ul role="list">
        {deliveries?.nodes.map((delivery) => (
          <li key={delivery.messageId}>
            <Message delivery={delivery} />
          </li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Button
          isPending={read.fetching}
          aria-label={label("webhook.lookAgain")}
          onPress={() => again({ requestPolicy: "network-only" })}
        >
          <FormattedMessage id="webhook.lookAgain" />
        </Button>
        {deliveries?.pageInfo.hasNextPage && first < MOST && (
          <Button aria-label={label("webhook.more")} onPress={() => setFirst(Math.min(first + 3 * PAGE, MOST))}>
            <FormattedMessage id="webhook.more" />
          </Button>
        )}
      </div>
    </details>
  );
}

function Message({ delivery }: { delivery: Delivery }) {
  const { attempts, kind, lastAttemptAt, lastFailure, lastStatus, messageId, nextAttemptAt, occurredAt, outcome } =
    delivery;
  return (
    <>
      <p>
        <strong>
          <FormattedMessage id={kind ? KINDS[kind] : "webhook.kind.ping"} />
        </strong>
        {" · "}
        <Instant at={occurredAt} />
      </p>
      <p className="small">
        <FormattedMessage id={OUTCOMES[outcome]} />
        {" · "}
        <FormattedMessage id="webhook.attempts" values={{ count: attempts }} />
        {lastAttemptAt && (
          <>
            {" · "}
            <FormattedMessage id="webhook.lastAttempt" values={{ at: <Instant key="at" at={lastAttemptAt} /> }} />
          </>
        )}
        {nextAttemptAt && attempts > 0 && (
          <>
            {" · "}
            <FormattedMessage id="webhook.nextAttempt" values={{ at: <Instant key="at" at={nextAttemptAt} /> }} />
          </>
        )}
      </p>
      {lastFailure && (
        <p className="small">
          <FormattedMessage id={FAILURES[lastFailure]} values={{ status: lastStatus ?? "–" }} />
        </p>
      )}
      <p className="muted small">
        <FormattedMessage id="webhook.messageId" /> <code dir="ltr">{messageId}</code>
      </p>
    </>
  );
}
