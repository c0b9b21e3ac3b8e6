import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation } from "urql";

import type { OneProgramFragment } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import styles from "../security/security.module.css";
import { EndProgram } from "./documents";

/** What ends with a program, before it ends. */
export function Ending({ program, onClose }: { program: OneProgramFragment; onClose: () => void }) {
  const [{ fetching, error }, end] = useMutation(EndProgram);
  const act = async () => {
    const { data } = await end({ input: { id: program.id } });
    if (data) onClose();
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="program.endTitle" values={{ name: <bdi key="name">{program.name}</bdi> }} />
      </Heading>
      <p>
        <FormattedMessage id="program.endMeans" />
      </p>
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={onClose}>
          <FormattedMessage id="program.keep" />
        </Button>
        <Button isPending={fetching} onPress={() => void act()}>
          <FormattedMessage id="program.endNow" />
        </Button>
      </div>
    </>
  );
}
