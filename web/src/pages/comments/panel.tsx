import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { useHasColumns } from "../survey/width";
import styles from "./panel.module.css";
import { Threads } from "./threads";

export interface CommentsPanelProps {
  submission: string;
  section: string;
  question: string;
  /** What is asked. */
  prompt: ReactNode;
  /** The State whose people talk here. */
  state: string;
  /** Who reads. */
  account: string;
  onClose: () => void;
}

/** The comments on one answer: beside the page where there is room, over it on a phone. */
export function CommentsPanel(props: CommentsPanelProps) {
  const hasRoom = useHasColumns();
  return hasRoom ? <Beside {...props} /> : <Over {...props} />;
}

function Beside(props: CommentsPanelProps) {
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      className={styles.beside}
      aria-labelledby={title}
      onKeyDown={(event) => {
        // A list that is open closes first.
        if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
      }}
    >
      <h2 id={title} ref={heading} tabIndex={-1}>
        <FormattedMessage id="comments.title" />
      </h2>
      <Content {...props} />
    </aside>
  );
}

function Over(props: CommentsPanelProps) {
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && props.onClose()} className={`${styles.overlay}`}>
      <Modal className={`${styles.over}`}>
        <Dialog>
          <Heading slot="title">
            <FormattedMessage id="comments.title" />
          </Heading>
          <Content {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content({ onClose, ...props }: CommentsPanelProps) {
  return (
    <>
      <Button data-variant="quiet" className={`react-aria-Button ${styles.close}`} onPress={onClose}>
        <FormattedMessage id="comments.close" />
      </Button>
      <p className={styles.prompt}>
        {props.prompt} <code>{props.question}</code>
      </p>
      <p className={styles.who}>
        <FormattedMessage id="comments.stays" />
      </p>
      <Threads {...props} />
    </>
  );
}
