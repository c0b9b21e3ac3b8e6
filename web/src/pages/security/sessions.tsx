import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation, useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { leave } from "../../app/offline/leave";
import { session } from "../../app/session";
import type { SecurityOfQuery } from "../../gql/graphql";
import { Instant, useTongue } from "../../widgets";
import { EndOtherSessions, EndSession, SignOutEverywhere } from "./documents";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { CLIENTS, MEANS } from "./words";

type Held = NonNullable<SecurityOfQuery["viewer"]>["sessions"][number];

interface SessionsProps {
  sessions: readonly Held[];
  onChange: () => void;
}

/** Where the reader is signed in. */
export function Sessions({ sessions, onChange }: SessionsProps) {
  const [ending, endOthers] = useMutation(EndOtherSessions);
  const [error, setError] = useState<CombinedError | undefined>();
  const [ended, setEnded] = useState<number | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  // This one first, the others as they come: the newest first.
  const ordered = [...sessions.filter(({ isCurrent }) => isCurrent), ...others];

  const settle = (failed: CombinedError | undefined, count: number) => {
    setError(failed);
    setEnded(failed ? null : count);
    onChange();
  };

  return (
    <section aria-labelledby="sessions" className={styles.part}>
      <h2 id="sessions">
        <FormattedMessage id="security.sessions" />
      </h2>
      <p>
        <FormattedMessage id="security.sessions.means" />
      </p>
      <Refusal error={error} />
      <ul role="list" className={styles.rows}>
        {ordered.map((held) => (
          <Row key={held.id} held={held} onEnded={(failed) => settle(failed, 1)} />
        ))}
      </ul>
      <p role="status">
        {ended !== null && <FormattedMessage id="security.sessions.ended" values={{ count: ended }} />}
      </p>
      <div className={styles.buttons}>
        {others.length > 0 && (
          <Button
            isPending={ending.fetching}
            onPress={async () => {
              const { data, error: failed } = await endOthers({});
              settle(failed, data?.endOtherSessions.count ?? 0);
            }}
          >
            <FormattedMessage id="security.sessions.endOthers" />
          </Button>
        )}
        <Button onPress={() => setLeaving(true)}>
          <FormattedMessage id="security.sessions.everywhere" />
        </Button>
      </div>
      <ModalOverlay isOpen={isLeaving} onOpenChange={setLeaving}>
        <Modal>
          <Dialog role="alertdialog">
            <Leaving onStay={() => setLeaving(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

function Row({ held, onEnded }: { held: Held; onEnded: (error: CombinedError | undefined) => void }) {
  const { formatDate, formatMessage } = useIntl();
  const [ending, end] = useMutation(EndSession);
  const { id, begunAt, refreshedAt, means, client, isCurrent } = held;
  const shown = formatDate(begunAt, { dateStyle: "long", timeStyle: "short" });
  return (
    <li>
      <div>
        <p className={styles.name}>
          <FormattedMessage id={CLIENTS[client]} />
          {isCurrent && (
            <span className={styles.mark}>
              <FormattedMessage id="security.sessions.this" />
            </span>
          )}
        </p>
        <p className="muted small">
          <FormattedMessage
            id="security.sessions.begun"
            values={{ at: <Instant key="at" at={begunAt} />, means: formatMessage({ id: MEANS[means] }) }}
          />
        </p>
        {refreshedAt !== null && (
          <p className="muted small">
            <FormattedMessage id="security.sessions.used" values={{ at: <Instant key="at" at={refreshedAt} /> }} />
          </p>
        )}
      </div>
      {!isCurrent && (
        <Button
          data-variant="quiet"
          isPending={ending.fetching}
          aria-label={formatMessage(
            { id: "security.sessions.endOf" },
            { client: formatMessage({ id: CLIENTS[client] }), at: shown },
          )}
          onPress={async () => onEnded((await end({ input: { id } })).error)}
        >
          <FormattedMessage id="security.sessions.end" />
        </Button>
      )}
    </li>
  );
}

function Leaving({ onStay }: { onStay: () => void }) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: WhoAmI });
  const [leaving, end] = useMutation(SignOutEverywhere);
  const act = async () => {
    const { error } = await end({});
    if (error) return;
    await session.signOut();
    await navigate({ to: "/$tongue", params: { tongue } });
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="security.everywhere.title" />
      </Heading>
      <p>
        <FormattedMessage id="security.everywhere.means" />
      </p>
      <Refusal error={leaving.error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={onStay}>
          <FormattedMessage id="security.everywhere.stay" />
        </Button>
        <Button
          isPending={leaving.fetching}
          onPress={() => leave.ask(data?.viewer?.account.id ?? null, () => void act())}
        >
          <FormattedMessage id="security.everywhere.now" />
        </Button>
      </div>
    </>
  );
}
