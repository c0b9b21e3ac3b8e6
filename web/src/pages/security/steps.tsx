import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { factor } from "../../app/factor";
import type { FactorStepsProps } from "../../app/factor-notice";
import { FaultNote, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { SecurityOf } from "./documents";
import styles from "./security.module.css";
import { Task } from "./task";
import { useRoleNames } from "./words";

/** That a role needs a second factor, on every page; and what is done with second factors, above the page. */
export function FactorSteps({ missing, isOnItsPage, task, passkey }: FactorStepsProps) {
  return (
    <Words of="account">
      {missing.length > 0 && !isOnItsPage && <Missing roles={missing} />}
      <ModalOverlay isOpen={task !== null} isKeyboardDismissDisabled>
        <Modal>
          <Dialog>{task !== null && <Asked key={task} task={task} passkey={passkey} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </Words>
  );
}

function Missing({ roles }: { roles: FactorStepsProps["missing"] }) {
  const namesOf = useRoleNames();
  return (
    <div role="status" className={styles.missing}>
      <p>
        <FormattedMessage id="security.missing" values={{ roles: namesOf(roles) }} />
      </p>
      <Button onPress={() => factor.begin("setUp")}>
        <FormattedMessage id="shell.setUpFactor" />
      </Button>
    </div>
  );
}

/** What a task takes depends on what there is. */
function Asked({
  task,
  passkey,
}: {
  task: NonNullable<FactorStepsProps["task"]>;
  passkey: FactorStepsProps["passkey"];
}) {
  const [{ data, error }, again] = useQuery({ query: SecurityOf });
  const standing = data?.viewer?.secondFactor;
  if (standing) return <Task task={task} passkey={passkey} standing={standing} />;
  return (
    <>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!error && <Waiting />}
      <Button onPress={factor.finish}>
        <FormattedMessage id="security.cancel" />
      </Button>
    </>
  );
}
