import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Words } from "../../widgets/words";
import { eraseUnsent } from "./unsent";

interface LeavingProps {
  subject: string;
  /** How many answers are not sent. */
  count: number;
  leave: () => void;
  stay: () => void;
}

/** Says before somebody signs out what they typed that is not sent, and what becomes of it. */
export function Leaving({ subject, count, leave, stay }: LeavingProps) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={stay}>
      <Modal>
        <Dialog role="alertdialog">
          <Words of="unsent">
            <Heading slot="title">
              <FormattedMessage id="unsent.signOut.title" values={{ count }} />
            </Heading>
            <p>
              <FormattedMessage id="unsent.signOut.hint" />
            </p>
            <div className="page-actions">
              <Button data-variant="primary" onPress={leave}>
                <FormattedMessage id="unsent.signOut.keep" />
              </Button>
              <Button onPress={() => void eraseUnsent(subject).then(leave)}>
                <FormattedMessage id="unsent.signOut.erase" />
              </Button>
              <Button data-variant="quiet" onPress={stay}>
                <FormattedMessage id="unsent.signOut.stay" />
              </Button>
            </div>
          </Words>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
