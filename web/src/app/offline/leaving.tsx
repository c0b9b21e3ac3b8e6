import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Words } from "../../widgets/words";
import { eraseDocuments } from "./documents";
import { eraseUnsent } from "./unsent";

interface LeavingProps {
  subject: string;
  /** How many answers are not sent. */
  count: number;
  /** How many documents are not. */
  documents: number;
  leave: () => void;
  stay: () => void;
}

/** Says before somebody signs out what they typed that is not sent, and what becomes of it. */
export function Leaving({ subject, count, documents, leave, stay }: LeavingProps) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={stay}>
      <Modal>
        <Dialog role="alertdialog">
          <Words of="unsent">
            <Heading slot="title">
              {count > 0 ? (
                <FormattedMessage id="unsent.signOut.title" values={{ count }} />
              ) : (
                <FormattedMessage id="unsent.documents" values={{ count: documents }} />
              )}
            </Heading>
            {count > 0 && documents > 0 && (
              <p>
                <FormattedMessage id="unsent.documents" values={{ count: documents }} />
              </p>
            )}
            <p>
              <FormattedMessage id="unsent.signOut.hint" />
            </p>
            <div className="page-actions">
              <Button data-variant="primary" onPress={leave}>
                <FormattedMessage id="unsent.signOut.keep" />
              </Button>
              <Button onPress={() => void Promise.all([eraseUnsent(subject), eraseDocuments(subject)]).then(leave)}>
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
