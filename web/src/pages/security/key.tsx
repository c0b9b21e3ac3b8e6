import { useEffect, useRef, useState } from "react";
import { Button, FieldError, Form, Heading, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { factor } from "../../app/factor";
import { Instant } from "../../widgets";
import { Copying } from "./copying";
import { ConfirmSecondFactor } from "./documents";
import { inGroups, isCode, proofOf } from "./proof";
import { QrCode } from "./qr-code";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step, type Place } from "./step";
import type { Enrolment } from "./task";

interface KeyProps {
  enrolment: Enrolment;
  place: Place;
  onConfirmed: (codes: readonly string[]) => void;
  onAgain: () => void;
}

/** The key for the authenticator, as a picture and in letters, and the first code that it makes of it. */
export function Key({ enrolment, place, onConfirmed, onAgain }: KeyProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error }, confirm] = useMutation(ConfirmSecondFactor);
  const [typed, setTyped] = useState("");
  const top = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const isLapsed = error?.graphQLErrors[0]?.extensions["reason"] === "lapsed";

  useEffect(() => top.current?.focus(), []);

  const submit = async () => {
    const { data } = await confirm({ input: { code: proofOf(typed).code ?? "" } });
    if (data) onConfirmed(data.confirmSecondFactor.recoveryCodes);
    // The next code takes the place of this one.
    else field.current?.select();
  };

  return (
    <>
      <Step place={place} />
      <Heading slot="title" ref={top} tabIndex={-1} className={`react-aria-Heading ${styles.top}`}>
        <FormattedMessage id="security.key.title" />
      </Heading>
      <p>
        <FormattedMessage id="security.key.picture" />
      </p>
      <div className={styles.key}>
        <QrCode text={enrolment.uri} label={formatMessage({ id: "security.key.alt" })} />
        <div>
          <p>
            <FormattedMessage id="security.key.typed" />
          </p>
          <p>
            <code className={styles.secret}>{inGroups(enrolment.secret)}</code>
          </p>
          <div className={styles.buttons}>
            <Copying text={enrolment.secret} label="security.key.copy" />
          </div>
          <p className="small">
            <a href={enrolment.uri}>
              <FormattedMessage id="security.key.open" />
            </a>
          </p>
        </div>
      </div>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!fetching) void submit();
        }}
      >
        <TextField
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          isRequired
          value={typed}
          onChange={setTyped}
          validate={(text) => (isCode(text) ? null : formatMessage({ id: "security.key.missing" }))}
        >
          <Label>
            <FormattedMessage id="security.key.code" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="security.key.until" values={{ at: <Instant key="at" at={enrolment.expiresAt} /> }} />
          </Text>
          <Input ref={field} dir="ltr" className={`react-aria-Input ${styles.code}`} />
          <FieldError>{formatMessage({ id: "security.key.missing" })}</FieldError>
        </TextField>
        <Refusal error={error} />
        <p className="small muted">
          <FormattedMessage id="security.key.others" />
        </p>
        <div className={styles.buttons}>
          {isLapsed ? (
            <Button data-variant="primary" onPress={onAgain}>
              <FormattedMessage id="security.key.again" />
            </Button>
          ) : (
            <Button type="submit" data-variant="primary" isPending={fetching}>
              <FormattedMessage id="security.key.confirm" />
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
