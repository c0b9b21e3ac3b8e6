import { useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import type { OneWebhookFragment } from "../../gql/graphql";
import { FaultNote, Waiting } from "../../widgets";
import styles from "../security/security.module.css";
import { Webhooks } from "./documents";
import { Ending } from "./ending";
import { Making } from "./making";
import { Replaying } from "./replaying";
import { Rotating } from "./rotating";
import { Row } from "./row";
import { SecretOnce } from "./secret-once";

/** What stands above the page. */
export type Open =
  | { what: "making"; webhook: OneWebhookFragment | null }
  | { what: "rotating" | "replaying" | "ending"; webhook: OneWebhookFragment }
  | { what: "secret"; secret: string };

interface KeptProps {
  /** None: those of the secretariat. */
  state: string | null;
}

/** The webhooks of one keeper. */
export function Kept({ state }: KeptProps) {
  const [read, again] = useQuery({ query: Webhooks, variables: { state }, requestPolicy: "cache-and-network" });
  const [open, setOpen] = useState<Open | null>(null);
  const webhooks = read.data?.webhooks ?? [];
  const standing = webhooks.filter(({ endedAt }) => endedAt === null);
  const past = webhooks.filter(({ endedAt }) => endedAt !== null);
  const close = () => setOpen(null);
  const anew = () => again({ requestPolicy: "network-only" });
  const shown = (secret: string) => {
    setOpen({ what: "secret", secret });
    anew();
  };
  return (
    <>
      <FaultNote error={read.error} retry={anew} />
      {!read.data && !read.error && <Waiting />}
      {read.data && standing.length === 0 && (
        <p className="muted">
          <FormattedMessage id="webhook.none" />
        </p>
      )}
      {standing.map((webhook) => (
        <Row key={webhook.id} webhook={webhook} state={state} onOpen={setOpen} />
      ))}
      {read.data && (
        <div className={styles.buttons}>
          <Button onPress={() => setOpen({ what: "making", webhook: null })}>
            <FormattedMessage id="webhook.make" />
          </Button>
        </div>
      )}
      {past.length > 0 && (
        <details className={styles.past}>
          <summary>
            <FormattedMessage id="webhook.past" values={{ count: past.length }} />
          </summary>
          {past.map((webhook) => (
            <Row key={webhook.id} webhook={webhook} state={state} onOpen={setOpen} />
          ))}
        </details>
      )}
      {/* A secret that is shown once closes by the word of its reader alone. */}
      <ModalOverlay
        isOpen={open !== null}
        isKeyboardDismissDisabled={open?.what === "secret"}
        onOpenChange={(isOpen) => !isOpen && close()}
      >
        <Modal>
          <Dialog>
            {open?.what === "making" && <Making state={state} webhook={open.webhook} onMade={shown} onClose={close} />}
            {open?.what === "rotating" && <Rotating webhook={open.webhook} onMade={shown} onClose={close} />}
            {open?.what === "replaying" && <Replaying webhook={open.webhook} onClose={close} />}
            {open?.what === "ending" && <Ending webhook={open.webhook} onClose={close} />}
            {open?.what === "secret" && <SecretOnce secret={open.secret} onDone={close} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}
