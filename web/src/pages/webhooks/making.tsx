import { useState } from "react";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Text,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import type { OneWebhookFragment, WebhookKind } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import styles from "../security/security.module.css";
import { CreateWebhook, UpdateWebhook } from "./documents";
import { KINDS } from "./words";

interface MakingProps {
  state: string | null;
  /** The webhook that is changed; none where one is made. */
  webhook: OneWebhookFragment | null;
  onMade: (secret: string) => void;
  onClose: () => void;
}

/** Makes a webhook, or gives one another address or other kinds. Which addresses are called, the service says. */
export function Making({ state, webhook, onMade, onClose }: MakingProps) {
  const { formatMessage } = useIntl();
  const [making, make] = useMutation(CreateWebhook);
  const [changing, change] = useMutation(UpdateWebhook);
  const [address, setAddress] = useState(webhook?.address ?? "");
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(webhook?.kinds ?? ["FILING_RECORDED", "FILING_AMENDED"]);
  const isBusy = making.fetching || changing.fetching;

  async function submit() {
    const wanted = { address: address.trim(), kinds: [...kinds] };
    if (webhook === null) {
      const { data } = await make({ input: { ...wanted, state } });
      if (data) onMade(data.createWebhook.secret);
    } else {
      const { data } = await change({ input: { ...wanted, id: webhook.id } });
      if (data) onClose();
    }
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage id={webhook === null ? "webhook.makeTitle" : "webhook.changeTitle"} />
      </Heading>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <TextField isRequired value={address} onChange={setAddress}>
          <Label>
            <FormattedMessage id="webhook.address" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="webhook.addressHint" />
          </Text>
          <Input dir="ltr" inputMode="url" autoComplete="off" spellCheck={false} />
          <FieldError>{formatMessage({ id: "webhook.noAddress" })}</FieldError>
        </TextField>
        <CheckboxGroup isRequired value={[...kinds]} onChange={(chosen) => setKinds(chosen as WebhookKind[])}>
          <Label>
            <FormattedMessage id="webhook.kinds" />
          </Label>
          {(Object.keys(KINDS) as WebhookKind[]).map((kind) => (
            <Checkbox key={kind} value={kind}>
              <FormattedMessage id={KINDS[kind]} />
            </Checkbox>
          ))}
          <FieldError>{formatMessage({ id: "webhook.noKinds" })}</FieldError>
        </CheckboxGroup>
        <FaultNote
          error={making.error ?? changing.error}
          title={<FormattedMessage id={webhook === null ? "webhook.notMade" : "webhook.notChanged"} />}
        />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={isBusy}>
            <FormattedMessage id={webhook === null ? "webhook.makeNow" : "webhook.save"} />
          </Button>
          <Button onPress={onClose}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
