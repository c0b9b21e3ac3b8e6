import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Contacts, Statement } from "./contacts-documents";
import { labelled } from "./labelled";
import { Stating } from "./stating";

interface SayingProps {
  state: string;
  directory: { code: string; label: string };
  contacts: Contacts;
  before: Statement | null;
  onSaid: () => void;
}

/** A button that opens the form in which it is said. */
export function Saying({ state, directory, contacts, before, onSaid }: SayingProps) {
  const { formatMessage } = useIntl();
  return (
    <DialogTrigger>
      <Button aria-label={formatMessage({ id: "capacity.contacts.changeOf" }, { directory: directory.label })}>
        <FormattedMessage id="capacity.contacts.change" />
      </Button>
      <ModalOverlay>
        <Modal>
          <Dialog>
            {({ close }) => (
              <Stating
                state={state}
                directory={directory}
                kinds={labelled(contacts.contactKinds)}
                before={before}
                onSaid={() => {
                  onSaid();
                  close();
                }}
                onClose={close}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
