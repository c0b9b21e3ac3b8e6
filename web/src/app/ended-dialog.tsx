import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { SignInForm } from "../pages/session/sign-in-form";
import { session } from "./session";

export function EndedDialog() {
  return (
    <ModalOverlay isOpen>
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
