import { useState } from "react";
import {
  Button,
  Dialog,
  FieldError,
  Form,
  Heading,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { ResetSecondFactor } from "./documents";
import { Refusal } from "./refusal";
import styles from "./security.module.css";
import { Step } from "./step";

interface Person {
  id: string;
  name: string;
  email: string;
}

/** For administrators: helps somebody who has lost authenticator and recovery codes. */
export function Resetting({ person }: { person: Person }) {
  const { formatMessage } = useIntl();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const { name } = person;
  return (
    <>
      <Button
        data-variant="quiet"
        aria-label={formatMessage({ id: "security.reset.of" }, { name })}
        onPress={() => setOpen(true)}
      >
        <FormattedMessage id="security.reset" />
      </Button>
      <p role="status" className="small">
        {isDone && <FormattedMessage id="security.reset.done" values={{ name: <bdi key="name">{name}</bdi> }} />}
      </p>
      <ModalOverlay isOpen={isOpen} onOpenChange={setOpen}>
        <Modal>
          <Dialog role="alertdialog">
            <Steps
              person={person}
              onClose={(isReset) => {
                setOpen(false);
                setDone(isReset);
              }}
            />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

interface StepsProps {
  person: Person;
  onClose: (isReset: boolean) => void;
}

/** Why, then once more of whom: it cannot be taken back. */
function Steps({ person, onClose }: StepsProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error }, reset] = useMutation(ResetSecondFactor);
  const [reason, setReason] = useState("");
  const [isSure, setSure] = useState(false);
  const name = <bdi key="name">{person.name}</bdi>;

  const submit = async () => {
    if (!isSure) {
      setSure(true);
      return;
    }
    const { data } = await reset({ input: { account: person.id, reason: reason.trim() } });
    if (data) onClose(true);
  };

  return (
    <>
      <Step place={{ step: isSure ? 2 : 1, steps: 2 }} />
      <Heading slot="title">
        <FormattedMessage id="security.reset.title" values={{ name }} />
      </Heading>
      <ul>
        <li>
          <FormattedMessage id="security.reset.removes" />
        </li>
        <li>
          <FormattedMessage id="security.reset.ends" />
        </li>
        <li>
          <FormattedMessage id="security.reset.then" />
        </li>
      </ul>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!fetching) void submit();
        }}
      >
        {isSure ? (
          <dl>
            <dt>
              <FormattedMessage id="security.reset.whom" />
            </dt>
            <dd>
              {name} · <bdi>{person.email}</bdi>
            </dd>
            <dt>
              <FormattedMessage id="team.why" />
            </dt>
            <dd dir="auto">{reason.trim()}</dd>
          </dl>
        ) : (
          <TextField
            autoFocus
            isRequired
            value={reason}
            onChange={setReason}
            validate={(text) => (text.trim() === "" ? formatMessage({ id: "security.reset.noReason" }) : null)}
          >
            <Label>
              <FormattedMessage id="team.why" />
            </Label>
            <Text slot="description">
              <FormattedMessage id="security.reset.whyHint" />
            </Text>
            <TextArea dir="auto" />
            <FieldError>{formatMessage({ id: "security.reset.noReason" })}</FieldError>
          </TextField>
        )}
        <Refusal error={error} />
        <div className={styles.buttons}>
          <Button type="submit" isPending={fetching}>
            <FormattedMessage id={isSure ? "security.reset.now" : "security.continue"} />
          </Button>
          <Button onPress={() => onClose(false)}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
