import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button, Checkbox, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import styles from "./security.module.css";

interface OnceProps {
  title: ReactNode;
  /** The word of its reader that it is kept. */
  kept: MessageId;
  children: ReactNode;
  onDone: () => void;
}

/** What is shown this once: nothing closes it but the word of its reader that it is kept. */
export function Once({ title, kept, children, onDone }: OnceProps) {
  const [isKept, setKept] = useState(false);
  const top = useRef<HTMLHeadingElement>(null);

  useEffect(() => top.current?.focus(), []);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  return (
    <>
      <Heading slot="title" ref={top} tabIndex={-1} className={`react-aria-Heading ${styles.top}`}>
        {title}
      </Heading>
      {children}
      <div className={`no-print ${styles.kept}`}>
        <Checkbox isSelected={isKept} onChange={setKept}>
          <FormattedMessage id={kept} />
        </Checkbox>
      </div>
      <div className={styles.buttons}>
        <Button data-variant="primary" isDisabled={!isKept} onPress={onDone}>
          <FormattedMessage id="security.codes.done" />
        </Button>
      </div>
    </>
  );
}
