import { useEffect, useRef } from "react";
import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation } from "urql";

import { factor } from "../../app/factor";
import type { RemovePasskeyInput, Role } from "../../gql/graphql";
import { RemovePasskey } from "./documents";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { useRoleNames } from "./words";

interface LastFactorProps {
  name: string;
  roles: readonly Role[];
  input: RemovePasskeyInput;
}

/** What goes with the last second factor, before it goes. */
export function LastFactor({ name, roles, input }: LastFactorProps) {
  const namesOf = useRoleNames();
  const [{ fetching, error }, remove] = useMutation(RemovePasskey);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);
  const act = async () => {
    const { data } = await remove({ input: { ...input, isLastMeant: true } });
    if (data) factor.finish();
  };
  return (
    <>
      <Heading slot="title" ref={top} tabIndex={-1} className={`react-aria-Heading ${styles.top}`}>
        <FormattedMessage id="security.removePasskey" values={{ name: <bdi key="name">{name}</bdi> }} />
      </Heading>
      <p className="notice">
        <FormattedMessage id="security.removePasskey.last" values={{ roles: namesOf(roles) }} />
      </p>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={factor.finish}>
          <FormattedMessage id="security.cancel" />
        </Button>
        <Button isPending={fetching} onPress={() => void act()}>
          <FormattedMessage id="security.removePasskey.still" />
        </Button>
      </div>
    </>
  );
}
