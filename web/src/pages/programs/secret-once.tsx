import { useEffect, useRef, useState } from "react";
import { Button, Checkbox, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { OneProgramFragment } from "../../gql/graphql";
import { Copying } from "../security/copying";
import styles from "../security/security.module.css";

interface SecretOnceProps {
  program: OneProgramFragment;
  secret: string;
  onDone: () => void;
}

/** What a program shows to get in: shown this once. */
export function SecretOnce({ program, secret, onDone }: SecretOnceProps) {
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
        <FormattedMessage id="program.secretTitle" values={{ name: <bdi key="name">{program.name}</bdi> }} />
      </Heading>
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
      <div className={styles.kept}>
        <Checkbox isSelected={isKept} onChange={setKept}>
          <FormattedMessage id="program.kept" />
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
