import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { FaultNote } from "../../widgets";
import { isUnchanged } from "../clearance/refusal";
import { SwitchFourEyes } from "./documents";
import styles from "./team.module.css";

interface FourEyesProps {
  state: string;
  /** None where no working file tells it. */
  isOn: boolean | null;
  maySwitch: boolean;
  onSwitched: () => void;
}

/** Whether who files must be somebody else than who wrote last: what it means, and the switch. */
export function FourEyes({ state, isOn, maySwitch, onSwitched }: FourEyesProps) {
  const [switching, switchIt] = useMutation(SwitchFourEyes);
  const [error, setError] = useState<CombinedError | undefined>();
  const [switched, setSwitched] = useState<boolean | null>(null);
  const holds = switched ?? isOn;

  async function become(next: boolean) {
    const result = await switchIt({ input: { state, isOn: next } });
    const isSo = isUnchanged(result.error);
    setError(isSo ? undefined : result.error);
    if (!result.data && !isSo) return;
    setSwitched(next);
    onSwitched();
  }

  return (
    <section aria-labelledby="four-eyes" className={styles.part}>
      <h2 id="four-eyes">
        <FormattedMessage id="team.fourEyes" />
      </h2>
      {holds !== null && (
        <p role="status">
          <strong>
            <FormattedMessage id={holds ? "team.fourEyesOn" : "team.fourEyesOff"} />
          </strong>
        </p>
      )}
      <p>
        <FormattedMessage id="team.fourEyesMean" />
      </p>
      <p className="muted">
        <FormattedMessage id={maySwitch ? "team.whoSees" : "team.whoSwitches"} />
      </p>
      <FaultNote error={error} />
      {maySwitch && (
        <div className={styles.buttons}>
          {holds !== false && (
            <Button isPending={switching.fetching} onPress={() => void become(false)}>
              <FormattedMessage id="team.switchOff" />
            </Button>
          )}
          {holds !== true && (
            <Button isPending={switching.fetching} onPress={() => void become(true)}>
              <FormattedMessage id="team.switchOn" />
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
