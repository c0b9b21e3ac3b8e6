import { useState } from "react";
import { Button, FieldError, Form, Heading, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient, useMutation, useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { factor, type FactorTask } from "../../app/factor";
import type { MessageId } from "../../i18n/message-id";
import { PasswordField } from "../session/password-field";
import form from "../session/session.module.css";
import { EndSecondFactor, EnrolSecondFactor, RenewRecoveryCodes } from "./documents";
import { proofOf } from "./proof";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step, type Place } from "./step";
import type { Enrolment } from "./steps";
import { useRoleNames } from "./words";

type Proved = Exclude<FactorTask, "setUp">;

const TITLES: Record<Proved, MessageId> = {
  renew: "security.renew",
  replace: "security.replace",
  end: "security.end",
};
const MEANS: Record<Proved, MessageId> = {
  renew: "security.renew.means",
  replace: "security.replace.means",
  end: "security.end.means",
};
const ACTS: Record<Proved, MessageId> = {
  renew: "security.renew.now",
  replace: "security.continue",
  end: "security.end.now",
};

interface ProvingProps {
  task: Proved;
  place: Place | null;
  onCodes: (codes: readonly string[]) => void;
  onEnrolled: (enrolment: Enrolment) => void;
  onEnded: () => void;
}

/** What changes a second factor takes both once more, so that whoever finds an open screen cannot. */
export function Proving({ task, place, onCodes, onEnrolled, onEnded }: ProvingProps) {
  const { formatMessage } = useIntl();
  const namesOf = useRoleNames();
  const client = useClient();
  const [{ data: who }] = useQuery({ query: WhoAmI });
  const [, renew] = useMutation(RenewRecoveryCodes);
  const [, end] = useMutation(EndSecondFactor);
  const [password, setPassword] = useState("");
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const needing = who?.viewer?.secondFactor.neededFor ?? [];

  const act = async () => {
    const input = { password, proof: proofOf(typed) };
    if (task === "renew") {
      const renewed = await renew({ input });
      if (renewed.data) onCodes(renewed.data.renewRecoveryCodes.recoveryCodes);
      return renewed.error;
    }
    const ended = await end({ input });
    if (!ended.data) return ended.error;
    if (task === "end") {
      onEnded();
      return undefined;
    }
    // Of the client itself: this step may be gone before the answer comes.
    const enrolled = await client.mutation(EnrolSecondFactor, { input: { password } }).toPromise();
    if (enrolled.data) onEnrolled(enrolled.data.enrolSecondFactor);
    else onEnded();
    return undefined;
  };

  const submit = async () => {
    setBusy(true);
    setError(await act());
    setBusy(false);
  };

  return (
    <>
      {place && <Step place={place} />}
      <Heading slot="title">
        <FormattedMessage id={TITLES[task]} />
      </Heading>
      <p>
        <FormattedMessage id={MEANS[task]} />
      </p>
      {task === "replace" && needing.length > 0 && (
        <p>
          <FormattedMessage id="security.replace.meanwhile" values={{ roles: namesOf(needing) }} />
        </p>
      )}
      <Form
        className={`react-aria-Form ${form.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <PasswordField
          label={<FormattedMessage id="session.password" />}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          missing={formatMessage({ id: "session.password.missing" })}
        />
        <TextField name="code" autoComplete="one-time-code" isRequired value={typed} onChange={setTyped}>
          <Label>
            <FormattedMessage id="session.code" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="session.code.hint" />
          </Text>
          <Input dir="ltr" className={`react-aria-Input ${styles.code}`} />
          <FieldError>{formatMessage({ id: "session.code.missing" })}</FieldError>
        </TextField>
        <Refusal error={error} />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={isBusy}>
            <FormattedMessage id={ACTS[task]} />
          </Button>
          <Button onPress={factor.finish}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
