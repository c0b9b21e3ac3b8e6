import { useRef, useState } from "react";
import { Button, FieldError, Form, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { known } from "../../app/known";
import { session } from "../../app/session";
import { graphql } from "../../gql";
import type { SecondFactorProofInput, SignInMutation } from "../../gql/graphql";
import { FaultNote } from "../../widgets/fault-note";
import { proofOf } from "../security/proof";
import { PasskeySignIn, PasskeyStep } from "./passkey-sign-in";
import { PasswordField } from "./password-field";
import styles from "./session.module.css";

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      tokens {
        ...Access
      }
      challenge {
        token
        takesCode
        passkeyOptions
      }
      device
    }
  }
`);

const CompleteSignIn = graphql(`
  mutation CompleteSignIn($input: CompleteSignInInput!) {
    completeSignIn(input: $input) {
      tokens {
        ...Access
      }
      device
    }
  }
`);

interface SignInFormProps {
  /** The question for a code, where an identity provider has said who it is. */
  challenged?: Challenge | null;
  onSignedIn?: () => void;
}

/** Address and password, then a code where the account has a second factor. Where they are right, the session begins, and
 * `onSignedIn` is told. */
export function SignInForm({ challenged = null, onSignedIn }: SignInFormProps) {
  const [challenge, setChallenge] = useState<Challenge | null>(challenged);
  return (
    <div className={styles.form}>
      {challenge === null ? (
        <PasswordStep onChallenged={setChallenge} onSignedIn={onSignedIn} />
      ) : (
        <CodeStep
          challenge={challenge}
          onSignedIn={onSignedIn}
          onAgain={() => {
            setChallenge(null);
          }}
        />
      )}
    </div>
  );
}

/** The question for a second factor. */
type Challenge = NonNullable<SignInMutation["signIn"]["challenge"]>;

interface CodeStepProps {
  challenge: Challenge;
  onSignedIn: (() => void) | undefined;
  onAgain: () => void;
}

/** The code of an authenticator, or a recovery code. */
function CodeStep({ challenge, onSignedIn, onAgain }: CodeStepProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error: fault }, complete] = useMutation(CompleteSignIn);
  const [code, setCode] = useState("");

  const submit = async (proof: SecondFactorProofInput) => {
    const { data, error } = await complete({ input: { challenge: challenge.token, proof, keptIn: "COOKIE" } });
    if (error !== undefined || data === undefined) return error;
    known.keep(data.completeSignIn.device);
    session.enter(data.completeSignIn.tokens);
    onSignedIn?.();
    return undefined;
  };

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (!fetching) void submit(proofOf(code));
      }}
    >
      {challenge.passkeyOptions !== null && (
        <PasskeyStep options={challenge.passkeyOptions} onShown={async (passkey) => void (await submit({ passkey }))} />
      )}
      <TextField name="code" autoComplete="one-time-code" autoFocus isRequired value={code} onChange={setCode}>
        <Label>
          <FormattedMessage id="session.code" />
        </Label>
        <Text slot="description">
          <FormattedMessage id={challenge.takesCode ? "session.code.hint" : "session.code.recovery"} />
        </Text>
        <Input dir="ltr" />
        <FieldError>{formatMessage({ id: "session.code.missing" })}</FieldError>
      </TextField>
      <FaultNote error={fault} title={<FormattedMessage id="session.signIn.failed" />} />
      <Button type="submit" data-variant="primary" isPending={fetching}>
        <FormattedMessage id={fetching ? "session.signingIn" : "session.signIn"} />
      </Button>
      <Button type="button" onPress={onAgain}>
        <FormattedMessage id="session.code.again" />
      </Button>
    </Form>
  );
}

interface PasswordStepProps {
  onChallenged: (challenge: Challenge) => void;
  onSignedIn: (() => void) | undefined;
}

/** Address and password. */
function PasswordStep({ onChallenged, onSignedIn }: PasswordStepProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error: fault }, signIn] = useMutation(SignIn);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const isBusy = useRef(false);

  const submit = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    const who = { email: email.trim(), password, device: known.read() };
    const { data, error } = await signIn({ input: { ...who, keptIn: "COOKIE" } });
    isBusy.current = false;
    if (error !== undefined || data === undefined) return;
    const { tokens, challenge, device } = data.signIn;
    known.keep(device);
    if (tokens !== null) {
      session.enter(tokens);
      onSignedIn?.();
    } else if (challenge !== null) {
      onChallenged(challenge);
    }
  };

  return (
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
      <PasskeySignIn onSignedIn={onSignedIn} />
    </Form>
  );
}
