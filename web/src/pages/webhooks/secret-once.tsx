import { FormattedMessage } from "react-intl";

import { Copying } from "../security/copying";
import { Once } from "../security/once";
import styles from "../security/security.module.css";

/** By what a receiver verifies messages: shown this once. */
export function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <Once title={<FormattedMessage id="webhook.secretTitle" />} kept="program.kept" onDone={onDone}>
      <p>
        <FormattedMessage id="webhook.secretMeans" />
      </p>
      <p>
        <code className={styles.secret} dir="ltr">
          {secret}
        </code>
      </p>
      <div className={styles.buttons}>
        <Copying text={secret} label="program.copySecret" />
      </div>
    </Once>
  );
}
