import { type ReactNode, useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type Client, type CombinedError, useClient } from "urql";

import type { MessageId } from "../../i18n/message-id";
import style from "./entries.module.css";
import type { Refusals } from "./refusal";
import { RefusedNote } from "./refused";

interface Props {
  /** What is pressed, how it is headed where that is said otherwise, what it means, and what is pressed then. */
  words: { act: MessageId; title?: MessageId; means: readonly MessageId[]; now: MessageId };
  values?: Record<string, ReactNode>;
  refusals: Refusals;
  /** Does it. */
  run: (client: Client) => Promise<{ data?: unknown; error?: CombinedError | undefined }>;
  isPrimary?: boolean;
  isDisabled?: boolean;
  /** Whether what it needs is there. */
  isReady?: boolean;
  onDone: () => void;
  onAnew: () => void;
  /** What it needs. */
  children?: ReactNode;
}

/** An act: what it means is said before it is done, and what was typed stays where the service says no. */
export function Act({
  words,
  values = {},
  refusals,
  run,
  isPrimary = false,
  isDisabled = false,
  isReady = true,
  onDone,
  onAnew,
  children,
}: Props) {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const act = async (close: () => void) => {
    setBusy(true);
    const result = await run(client);
    setBusy(false);
    setError(result.error);
    if (!result.data) return;
    close();
    onDone();
  };
  return (
    <DialogTrigger onOpenChange={() => setError(undefined)}>
      <Button isDisabled={isDisabled} {...(isPrimary && { "data-variant": "primary" })}>
        <span>
          <FormattedMessage id={words.act} values={values} />
        </span>
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id={words.title ?? words.act} values={values} />
                </Heading>
                {words.means.map((means) => (
                  <p key={means}>
                    <FormattedMessage id={means} values={values} />
                  </p>
                ))}
                {children}
                <RefusedNote
                  error={error}
                  refusals={refusals}
                  onAnew={() => {
                    close();
                    onAnew();
                  }}
                />
                <div className={style.acts}>
                  <Button
                    data-variant="primary"
                    isPending={isBusy}
                    isDisabled={!isReady}
                    onPress={() => void act(close)}
                  >
                    <FormattedMessage id={words.now} />
                  </Button>
                  <Button onPress={close}>
                    <FormattedMessage id="capacity.leave" />
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
