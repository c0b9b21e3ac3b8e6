import { useState } from "react";
import { Button, Form, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { factor } from "../../app/factor";
import { make } from "../session/webauthn";
import { FinishPasskeyRegistration } from "./documents";
import { NameField } from "./name-field";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step, type Place } from "./step";

interface NewPasskeyProps {
  options: unknown;
  place: Place;
  /** Whether it is the first second factor. */
  isFirst: boolean;
  /** With recovery codes where it is the first second factor. */
  onMade: (codes: readonly string[] | null) => void;
  onAgain: () => void;
}

/** Names a passkey and has the device make it. */
export function NewPasskey({ options, place, isFirst, onMade, onAgain }: NewPasskeyProps) {
  const [, finish] = useMutation(FinishPasskeyRegistration);
  const [name, setName] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<"cancelled" | "known" | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();

  // A question takes one answer.
  const isOver = error !== undefined && error.networkError === undefined;

  const submit = async () => {
    setBusy(true);
    const answer = await make(options);
    if ("refused" in answer) {
      setRefused(answer.refused);
    } else {
      setRefused(null);
      const made = await finish({ input: { credential: answer.credential, name: name.trim() } });
      setError(made.error);
      if (made.data) onMade(made.data.finishPasskeyRegistration.recoveryCodes);
    }
    setBusy(false);
  };

  return (
    <>
      <Step place={place} />
      <Heading slot="title">
        <FormattedMessage id="security.addPasskey" />
      </Heading>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <NameField
          autoFocus
          label="security.addPasskey.name"
          hint="security.addPasskey.nameHint"
          value={name}
          onChange={setName}
        />
        <p className="muted small">
          <FormattedMessage id="security.addPasskey.next" />{" "}
          {isFirst && <FormattedMessage id="security.addPasskey.first" />}
        </p>
        {refused !== null && (
          <p role="alert" className="notice">
            <FormattedMessage id={refused === "known" ? "security.ceremony.known" : "security.ceremony.cancelled"} />
          </p>
        )}
        <Refusal error={error} />
        <div className={styles.buttons}>
          {isOver ? (
            <Button data-variant="primary" onPress={onAgain}>
              <FormattedMessage id="security.key.again" />
            </Button>
          ) : (
            <Button type="submit" data-variant="primary" isPending={isBusy}>
              <FormattedMessage id="security.addPasskey.now" />
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
