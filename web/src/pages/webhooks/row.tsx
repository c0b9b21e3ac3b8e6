import { useId, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import type { OneWebhookFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Instant } from "../../widgets";
import { Deliveries } from "./deliveries";
import { TestWebhook, UpdateWebhook } from "./documents";
import type { Open } from "./kept";
import styles from "./webhooks.module.css";
import { KINDS, STATUSES } from "./words";

interface RowProps {
  webhook: OneWebhookFragment;
  state: string | null;
  onOpen: (open: Open) => void;
}

/** A webhook: where it leads, what it is told of, whether messages are sent, what can be done with it, what became of them. */
export function Row({ webhook, state, onOpen }: RowProps) {
  const { formatMessage } = useIntl();
  const heading = useId();
  const [updating, update] = useMutation(UpdateWebhook);
  const [testing, test] = useMutation(TestWebhook);
  const [told, setTold] = useState<MessageId | null>(null);
  const { id, address, endedAt, kinds, madeAt, pausedAt, secretMadeAt, status } = webhook;
  const isPaused = pausedAt !== null;
  const named = (act: MessageId) => formatMessage({ id: "webhook.of" }, { act: formatMessage({ id: act }), address });

  async function pause() {
    setTold(null);
    const { data } = await update({ input: { id, isPaused: !isPaused } });
    if (data) setTold(isPaused ? "webhook.goesOn" : "webhook.isPaused");
  }
  async function ping() {
    setTold(null);
    const { data } = await test({ input: { id } });
    if (data) setTold("webhook.pinged");
  }

  return (
    <article className={styles.webhook} aria-labelledby={heading}>
      <h2 id={heading}>
        <code dir="ltr">{address}</code>
      </h2>
      <p className={styles.status} data-status={status}>
        <FormattedMessage
          id={STATUSES[status]}
          values={{ at: <Instant key="at" at={endedAt ?? pausedAt ?? madeAt} /> }}
        />
      </p>
      <p className="small">
        <FormattedMessage
          id="webhook.toldOf"
          values={{
            kinds: <FormattedList key="kinds" value={kinds.map((kind) => formatMessage({ id: KINDS[kind] }))} />,
          }}
        />
      </p>
      <p className="muted small">
        <FormattedMessage id="webhook.made" values={{ at: <Instant key="at" at={madeAt} /> }} />
        {" · "}
        <FormattedMessage id="webhook.secretMade" values={{ at: <Instant key="at" at={secretMadeAt} /> }} />
      </p>
      {endedAt === null && (
        <div className={styles.acts}>
          <Button aria-label={named("webhook.change")} onPress={() => onOpen({ what: "making", webhook })}>
            <FormattedMessage id="webhook.change" />
          </Button>
          <Button
            isPending={updating.fetching}
            aria-label={named(isPaused ? "webhook.goOn" : "webhook.pause")}
            onPress={() => void pause()}
          >
            <FormattedMessage id={isPaused ? "webhook.goOn" : "webhook.pause"} />
          </Button>
          {!isPaused && (
            <Button isPending={testing.fetching} aria-label={named("webhook.ping")} onPress={() => void ping()}>
              <FormattedMessage id="webhook.ping" />
            </Button>
          )}
          <Button aria-label={named("webhook.replay")} onPress={() => onOpen({ what: "replaying", webhook })}>
            <FormattedMessage id="webhook.replay" />
          </Button>
          <Button aria-label={named("webhook.rotate")} onPress={() => onOpen({ what: "rotating", webhook })}>
            <FormattedMessage id="webhook.rotate" />
          </Button>
          <Button aria-label={named("webhook.end")} onPress={() => onOpen({ what: "ending", webhook })}>
            <FormattedMessage id="webhook.end" />
          </Button>
        </div>
      )}
      <p role="status" className="small">
        {told !== null && <FormattedMessage id={told} />}
      </p>
      <FaultNote error={updating.error ?? testing.error} title={<FormattedMessage id="webhook.notDone" />} />
      <Deliveries webhook={id} address={address} state={state} />
    </article>
  );
}
