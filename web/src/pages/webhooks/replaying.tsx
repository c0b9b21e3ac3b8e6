import { useState } from "react";
import { Button, FieldError, Form, Heading, Input, Label, Radio, RadioGroup, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import type { OneWebhookFragment } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import styles from "../security/security.module.css";
import { ReplayWebhook } from "./documents";
import { beginOf, kept } from "./days";

interface ReplayingProps {
  webhook: OneWebhookFragment;
  onClose: () => void;
}

/** Sends again what happened from a day or a position on. */
export function Replaying({ webhook, onClose }: ReplayingProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error, data }, replay] = useMutation(ReplayWebhook);
  const [by, setBy] = useState("day");
  const [day, setDay] = useState("");
  const [position, setPosition] = useState("");
  const { first, last } = kept(new Date());
  const act = async () => {
    const from = by === "day" ? { from: beginOf(day) } : { position: Number(position) };
    await replay({ input: { id: webhook.id, ...from } });
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="webhook.replayTitle" />
      </Heading>
      <p>
        <code dir="ltr">{webhook.address}</code>
      </p>
      <p>
        <FormattedMessage id="webhook.replayMeans" />
      </p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!fetching) void act();
        }}
      >
        <RadioGroup value={by} onChange={setBy}>
          <Label>
            <FormattedMessage id="webhook.replayFrom" />
          </Label>
          <Radio value="day">
            <FormattedMessage id="webhook.replayByDay" />
          </Radio>
          <Radio value="position">
            <FormattedMessage id="webhook.replayByPosition" />
          </Radio>
        </RadioGroup>
        {by === "day" ? (
          <TextField
            key="day"
            isRequired
            value={day}
            onChange={setDay}
            validate={(value) => (value >= first && value <= last ? null : formatMessage({ id: "webhook.noDay" }))}
          >
            <Label>
              <FormattedMessage id="webhook.day" />
            </Label>
            <Input type="date" min={first} max={last} />
            <FieldError>{formatMessage({ id: "webhook.noDay" })}</FieldError>
          </TextField>
        ) : (
          <TextField
            key="position"
            isRequired
            value={position}
            onChange={setPosition}
            validate={(value) => (/^[1-9]\d{0,8}$/.test(value) ? null : formatMessage({ id: "webhook.noPosition" }))}
          >
            <Label>
              <FormattedMessage id="submission.position" />
            </Label>
            <Input inputMode="numeric" dir="ltr" />
            <FieldError>{formatMessage({ id: "webhook.noPosition" })}</FieldError>
          </TextField>
        )}
        <p role="status">
          {data && <FormattedMessage id="webhook.replayed" values={{ count: data.replayWebhook.count }} />}
        </p>
        <FaultNote error={error} />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={fetching}>
            <FormattedMessage id="webhook.replayNow" />
          </Button>
          <Button onPress={onClose}>
            <FormattedMessage id={data ? "security.codes.done" : "security.cancel"} />
          </Button>
        </div>
      </Form>
    </>
  );
}
