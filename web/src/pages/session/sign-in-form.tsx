import { useRef, useState } from "react";
import { Button, FieldError, Form, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { session } from "../../app/session";
import { graphql } from "../../gql";
import { FaultNote } from "../../widgets/fault-note";
import { PasswordField } from "./password-field";
import styles from "./session.module.css";

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      tokens {
        accessToken
        accessTokenExpiresAt
        refreshToken
        refreshTokenExpiresAt
      }
    }
  }
`);

/** Address and password. Where they are right, the session begins, and `onSignedIn` is told. */
export function SignInForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const { formatMessage } = useIntl();
  const [{ fetching, error: fault }, signIn] = useMutation(SignIn);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const isBusy = useRef(false);

  const submit = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    const { data, error } = await signIn({ input: { email: email.trim(), password } });
    isBusy.current = false;
    if (error !== undefined || data === undefined) return;
    session.keep(data.signIn.tokens);
    onSignedIn?.();
  };

  return (
    <div className={styles.form}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField type="email" name="email" autoComplete="username" isRequired value={email} onChange={setEmail}>
          <Label>
            <FormattedMessage id="session.email" />
          </Label>
          <Input dir="ltr" />
          <FieldError>
            {({ validationDetails }) =>
              formatMessage({ id: validationDetails.valueMissing ? "session.email.missing" : "session.email.wrong" })
            }
          </FieldError>
        </TextField>
        <PasswordField
          label={<FormattedMessage id="session.password" />}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          missing={formatMessage({ id: "session.password.missing" })}
        />
        <FaultNote error={fault} title={<FormattedMessage id="session.signIn.failed" />} />
        <Button type="submit" data-variant="primary" isPending={fetching}>
          <FormattedMessage id={fetching ? "session.signingIn" : "session.signIn"} />
        </Button>
      </Form>
    </div>
  );
}
