import { useState, type ReactNode } from "react";
import { Button, FieldError, Form, Heading, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { factor } from "../../app/factor";
import type { SecondFactorProofInput } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { PasswordField } from "../session/password-field";
import form from "../session/session.module.css";
import { knowsPasskeys, show } from "../session/webauthn";
import { BeginPasskeyProof } from "./documents";
import { proofOf } from "./proof";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step, type Place } from "./step";

/** What somebody can show as second factor. */
export interface Proofs {
  codes: boolean;
  passkeys: boolean;
}

interface ProvingProps {
  title: ReactNode;
  children: ReactNode;
  act: MessageId;
  place: Place | null;
  /** None where there is no second factor yet: the password is enough. */
  proofs: Proofs | null;
  /** Says why it did not succeed. */
  onProved: (password: string, proof: SecondFactorProofInput | null) => Promise<CombinedError | undefined>;
}

/** What changes how somebody signs in takes all that signs in once more, so that whoever finds an open screen cannot. */
export function Proving({ title, children, act, place, proofs, onProved }: ProvingProps) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const [password, setPassword] = useState("");
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | "cancelled" | undefined>();

  const whileBusy = async (done: () => Promise<CombinedError | "cancelled" | undefined>) => {
    setBusy(true);
    setError(await done());
    setBusy(false);
  };

  const byPasskey = async () => {
    const asked = await client.mutation(BeginPasskeyProof, {}).toPromise();
    if (!asked.data) return asked.error;
    const answer = await show(asked.data.beginPasskeyProof.options);
    return "refused" in answer ? "cancelled" : onProved(password, { passkey: answer.credential });
  };

  return (
    <>
      {place && <Step place={place} />}
      <Heading slot="title">{title}</Heading>
      {children}
      <Form
        className={`react-aria-Form ${form.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void whileBusy(() => onProved(password, proofs && proofOf(typed)));
        }}
      >
        <PasswordField
          label={<FormattedMessage id="session.password" />}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          missing={formatMessage({ id: "session.password.missing" })}
        />
        {proofs && (
          <TextField name="code" autoComplete="one-time-code" isRequired value={typed} onChange={setTyped}>
            <Label>
              <FormattedMessage id="session.code" />
            </Label>
            <Text slot="description">
              <FormattedMessage id={proofs.codes ? "session.code.hint" : "security.proof.recovery"} />
            </Text>
            <Input dir="ltr" className={`react-aria-Input ${styles.code}`} />
            <FieldError>{formatMessage({ id: "session.code.missing" })}</FieldError>
          </TextField>
        )}
        {error === "cancelled" ? (
          <p role="alert" className="notice">
            <FormattedMessage id="security.ceremony.cancelled" />
          </p>
        ) : (
          <Refusal error={error} />
        )}
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={isBusy}>
            <FormattedMessage id={act} />
          </Button>
          {proofs?.passkeys && knowsPasskeys() && (
            <Button isDisabled={password === "" || isBusy} onPress={() => void whileBusy(byPasskey)}>
              <FormattedMessage id="security.byPasskey" />
            </Button>
          )}
          <Button onPress={factor.finish}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
