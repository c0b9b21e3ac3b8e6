import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import styles from "./security.module.css";

/** Copies a text, and says whether the browser let it. */
export function Copying({ text, label }: { text: string; label: MessageId }) {
  const [told, setTold] = useState<MessageId | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTold("security.copied");
    } catch {
      setTold("security.notCopied");
    }
  };
  return (
    <>
      <Button onPress={() => void copy()}>
        <FormattedMessage id={label} />
      </Button>
      <span role="status" className={`muted small ${styles.told}`}>
        {told !== null && <FormattedMessage id={told} />}
      </span>
    </>
  );
}
