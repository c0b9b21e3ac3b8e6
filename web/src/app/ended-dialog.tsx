import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { SignInForm } from "../pages/session/sign-in-form";
import { session, useSession } from "./session";

/**
 * The service ended the session: says so above the page, which stays as it is with all that was typed, and lets the same
 * person go on.
 */
export function Ended() {
  const { isEnded } = useSession();
  return (
    <ModalOverlay isOpen={isEnded}>
      <Modal>
        <Dialog role="alertdialog">
          <Heading slot="title">
            <FormattedMessage id="session.ended.title" />
          </Heading>
          <p>
            <FormattedMessage id="session.ended.hint" />
          </p>
          <SignInForm />
          <Button data-variant="quiet" onPress={() => session.leave()}>
            <FormattedMessage id="session.ended.leave" />
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
