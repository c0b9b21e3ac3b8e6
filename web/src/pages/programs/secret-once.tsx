import { FormattedMessage } from "react-intl";

import type { OneProgramFragment } from "../../gql/graphql";
import { Copying } from "../security/copying";
import { Once } from "../security/once";
import styles from "../security/security.module.css";

interface SecretOnceProps {
  program: OneProgramFragment;
  secret: string;
  onDone: () => void;
}

/** What a program shows to get in: shown this once. */
export function SecretOnce({ program, secret, onDone }: SecretOnceProps) {
  return (
    <Once
      title={<FormattedMessage id="program.secretTitle" values={{ name: <bdi key="name">{program.name}</bdi> }} />}
      kept="program.kept"
      onDone={onDone}
    >
      <p>
        <FormattedMessage id="program.secretMeans" />
      </p>
      <dl>
        <dt>
          <FormattedMessage id="program.clientId" />
        </dt>
        <dd>
          <code className={styles.secret}>{program.clientId}</code>
          <div className={styles.buttons}>
            <Copying text={program.clientId} label="program.copyId" />
          </div>
        </dd>
        <dt>
          <FormattedMessage id="program.secret" />
        </dt>
        <dd>
          <code className={styles.secret}>{secret}</code>
          <div className={styles.buttons}>
            <Copying text={secret} label="program.copySecret" />
          </div>
        </dd>
      </dl>
      <p className="muted small">
        <FormattedMessage
          id="program.exchange"
          values={{ address: <code key="address">{`${location.origin}/oauth/token`}</code> }}
        />
      </p>
    </Once>
  );
}
