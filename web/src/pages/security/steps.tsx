import { useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { factor, type FactorTask } from "../../app/factor";
import type { FactorStepsProps } from "../../app/factor-notice";
import type { EnrolSecondFactorMutation } from "../../gql/graphql";
import { Words } from "../../widgets/words";
import { Key } from "./key";
import { AskPassword } from "./ask-password";
import { Proving } from "./proving";
import { RecoveryCodes } from "./recovery-codes";
import styles from "./security.module.css";
import { useRoleNames } from "./words";

export type Enrolment = EnrolSecondFactorMutation["enrolSecondFactor"];

/** That a role needs a second factor, on every page; and what is done with second factors, above the page. */
export function FactorSteps({ missing, isOnItsPage, task }: FactorStepsProps) {
  return (
    <Words>
      {missing.length > 0 && !isOnItsPage && <Missing roles={missing} />}
      <ModalOverlay isOpen={task !== null} isKeyboardDismissDisabled>
        <Modal>
          <Dialog>{task !== null && <Task key={task} task={task} />}</Dialog>
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

/** The steps of one task. What was shown once stays until its owner says that it is kept. */
function Task({ task }: { task: FactorTask }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  /** Where the one before was ended and another one could not be begun at once. */
  const [isEnded, setEnded] = useState(false);
  const steps = task === "renew" ? 2 : 3;

  if (codes !== null) return <RecoveryCodes codes={codes} place={{ step: steps, steps }} onDone={factor.finish} />;
  if (enrolment !== null) {
    const again = () => {
      setEnrolment(null);
      setEnded(true);
    };
    return <Key enrolment={enrolment} place={{ step: 2, steps }} onConfirmed={setCodes} onAgain={again} />;
  }
  if (task === "setUp" || isEnded) return <AskPassword place={{ step: 1, steps }} onEnrolled={setEnrolment} />;
  return (
    <Proving
      task={task}
      place={task === "end" ? null : { step: 1, steps }}
      onCodes={setCodes}
      onEnrolled={setEnrolment}
      onEnded={() => (task === "end" ? factor.finish() : setEnded(true))}
    />
  );
}
