import { useState } from "react";
import { Button, Form, Heading } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { factor } from "../../app/factor";
import { PasswordField } from "../session/password-field";
import form from "../session/session.module.css";
import { EnrolSecondFactor } from "./documents";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step, type Place } from "./step";
import type { Enrolment } from "./steps";

interface AskPasswordProps {
  place: Place;
  onEnrolled: (enrolment: Enrolment) => void;
}

/** Begins a second factor: what it takes, and the password once more. */
export function AskPassword({ place, onEnrolled }: AskPasswordProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error }, enrol] = useMutation(EnrolSecondFactor);
  const [password, setPassword] = useState("");

  const submit = async () => {
    const { data } = await enrol({ input: { password } });
    if (data) onEnrolled(data.enrolSecondFactor);
  };

  return (
    <>
      <Step place={place} />
      <Heading slot="title">
        <FormattedMessage id="security.setUp.title" />
      </Heading>
      <p>
        <FormattedMessage id="security.setUp.intro" />
      </p>
      <p>
        <FormattedMessage id="security.setUp.password" />
      </p>
      <Form
        className={`react-aria-Form ${form.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (!fetching) void submit();
        }}
      >
        <PasswordField
          label={<FormattedMessage id="session.password" />}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          missing={formatMessage({ id: "session.password.missing" })}
        />
        <Refusal error={error} />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={fetching}>
            <FormattedMessage id="security.continue" />
          </Button>
          <Button onPress={factor.finish}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
