import { useState } from "react";
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { factor } from "../../app/factor";
import type { OwnPasskeyFragment } from "../../gql/graphql";
import { Instant } from "../../widgets";
import { knowsPasskeys } from "../session/webauthn";
import { RenamePasskey } from "./documents";
import { NameField } from "./name-field";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { useHome } from "./home";

/** The passkeys of the reader. */
export function Passkeys({ passkeys }: { passkeys: readonly OwnPasskeyFragment[] }) {
  const top = useHome("addPasskey", "removePasskey");
  const [renaming, setRenaming] = useState<OwnPasskeyFragment | null>(null);
  return (
    <section aria-labelledby="passkeys" className={styles.part}>
      <h2 id="passkeys" ref={top} tabIndex={-1}>
        <FormattedMessage id="security.passkeys" />
      </h2>
      <p>
        <FormattedMessage id="security.passkeys.means" />
      </p>
      {passkeys.length === 0 ? (
        <p className="muted">
          <FormattedMessage id={knowsPasskeys() ? "security.passkeys.none" : "security.passkeys.cannot"} />
        </p>
      ) : (
        <ul role="list" className={styles.rows}>
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} onRename={setRenaming} />
          ))}
        </ul>
      )}
      {knowsPasskeys() && (
        <div className={styles.buttons}>
          <Button onPress={() => factor.begin("addPasskey")}>
            <FormattedMessage id="security.passkeys.add" />
          </Button>
        </div>
      )}
      <ModalOverlay isOpen={renaming !== null} onOpenChange={(isOpen) => !isOpen && setRenaming(null)}>
        <Modal>
          <Dialog>{renaming && <Renaming passkey={renaming} onDone={() => setRenaming(null)} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

interface RowProps {
  passkey: OwnPasskeyFragment;
  onRename: (passkey: OwnPasskeyFragment) => void;
}

function Row({ passkey, onRename }: RowProps) {
  const { formatMessage } = useIntl();
  const { id, name, createdAt, usedAt, isBackedUp, signsInAlone, suspectedAt } = passkey;
  return (
    <li>
      <div>
        <p className={styles.name}>
          <bdi>{name}</bdi>
        </p>
        <p className="muted small">
          <FormattedMessage id={isBackedUp ? "security.passkeys.copied" : "security.passkeys.single"} />
          {!signsInAlone && (
            <>
              {" · "}
              <FormattedMessage id="security.passkeys.beside" />
            </>
          )}
        </p>
        <p className="muted small">
          <FormattedMessage id="security.passkeys.made" values={{ at: <Instant key="at" at={createdAt} /> }} />
          {" · "}
          {usedAt === null ? (
            <FormattedMessage id="security.passkeys.unused" />
          ) : (
            <FormattedMessage id="security.passkeys.used" values={{ at: <Instant key="at" at={usedAt} /> }} />
          )}
        </p>
        {suspectedAt !== null && (
          <p className="notice">
            <FormattedMessage id="security.passkeys.suspected" values={{ at: <Instant key="at" at={suspectedAt} /> }} />
          </p>
        )}
      </div>
      <div>
        <Button
          data-variant="quiet"
          aria-label={formatMessage({ id: "security.passkeys.renameOf" }, { name })}
          onPress={() => onRename(passkey)}
        >
          <FormattedMessage id="security.passkeys.rename" />
        </Button>
        <Button
          data-variant="quiet"
          aria-label={formatMessage({ id: "security.passkeys.removeOf" }, { name })}
          onPress={() => factor.begin("removePasskey", { id, name })}
        >
          <FormattedMessage id="security.passkeys.remove" />
        </Button>
      </div>
    </li>
  );
}

function Renaming({ passkey, onDone }: { passkey: OwnPasskeyFragment; onDone: () => void }) {
  const [{ fetching, error }, rename] = useMutation(RenamePasskey);
  const [name, setName] = useState(passkey.name);
  const submit = async () => {
    const { data } = await rename({ input: { id: passkey.id, name: name.trim() } });
    if (data) onDone();
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="security.rename" />
      </Heading>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!fetching) void submit();
        }}
      >
        <NameField autoFocus label="security.addPasskey.name" value={name} onChange={setName} />
        <Refusal error={error} />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={fetching}>
            <FormattedMessage id="security.rename.now" />
          </Button>
          <Button onPress={onDone}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
