import { useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Words } from "../../widgets/words";
import { erase } from "./erase";
import type { Asked } from "./leave";

interface LeavingProps extends Asked {
  stay: () => void;
}

/** Says before somebody signs out what the service does not have of theirs, and what becomes of it. */
export function Leaving({ subject, account, answers, documents, drafts, leave, stay }: LeavingProps) {
  const [isLeft, setLeft] = useState(false);
  const kinds = [answers, documents, drafts].filter((count) => count > 0).length;
  const counted = (
    [
      ["unsent.signOut.title", answers],
      ["unsent.signOut.documents", documents],
      ["unsent.signOut.drafts", drafts],
    ] as const
  ).filter(([, count]) => count > 0);
  // What is sent later, and from where: of drafts nothing is.
  const waits = answers > 0 ? (documents > 0 ? "both" : "texts") : "documents";
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={stay}>
      <Modal>
        <Dialog role="alertdialog">
          <Words of="unsent">
            <Heading slot="title">
              {kinds === 1 ? (
                counted.map(([id, count]) => <FormattedMessage key={id} id={id} values={{ count }} />)
              ) : (
                <FormattedMessage id="unsent.signOut.several" />
              )}
            </Heading>
            {kinds > 1 && (
              <ul>
                {counted.map(([id, count]) => (
                  <li key={id}>
                    <FormattedMessage id={id} values={{ count }} />
                  </li>
                ))}
              </ul>
            )}
            {answers + documents > 0 && (
              <p>
                <FormattedMessage id="unsent.signOut.hint" values={{ waits }} />
              </p>
            )}
            {drafts > 0 && (
              <p>
                <FormattedMessage id="unsent.signOut.inTab" />
              </p>
            )}
            <p>
              <FormattedMessage
                id="unsent.signOut.shared"
                values={{ waits: answers + drafts > 0 ? "texts" : "documents" }}
              />
            </p>
            {isLeft && (
              <p role="alert">
                <FormattedMessage id="unsent.signOut.notErased" />
              </p>
            )}
            <div className="page-actions">
              <Button data-variant="primary" onPress={leave}>
                <FormattedMessage id="unsent.signOut.keep" />
              </Button>
              <Button onPress={() => void erase(subject, account).then(leave, () => setLeft(true))}>
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
