import { getRouteApi, useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, FieldError, Form, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { known } from "../../app/known";
import { session } from "../../app/session";
import { graphql } from "../../gql";
import { apiLanguage } from "../../i18n/language";
import { Empty } from "../../widgets/empty";
import { FaultNote } from "../../widgets/fault-note";
import { Page } from "../../widgets/page";
import { useTongue } from "../../widgets/tongue";
import { PasswordField } from "./password-field";
import styles from "./session.module.css";

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      tokens {
        ...Access
      }
      device
    }
  }
`);

const route = getRouteApi("/$tongue/invitation");

/** The least that the service takes as a password. */
const PASSWORD_AT_LEAST = 15;

/** Where the link of an invitation leads: to a role, or to a review in one's own name. Its secret stands behind the `#`, which no server sees. */
export function InvitationPage() {
  const { formatMessage } = useIntl();
  const token = useLocation({ select: ({ hash }) => hash });
  const { review } = route.useSearch();
  return (
    <Page
      title={formatMessage({ id: "session.invitation.title" })}
      intro={
        <FormattedMessage id={review === undefined ? "session.invitation.intro" : "session.invitation.reviewIntro"} />
      }
    >
      {token === "" ? (
        <Empty
          title={<FormattedMessage id="session.invitation.incomplete" />}
          hint={<FormattedMessage id="session.invitation.incompleteHint" />}
        />
      ) : (
        <div className={styles.form}>
          <AcceptForm token={token} review={review} />
        </div>
      )}
    </Page>
  );
}

function AcceptForm({ token, review }: { token: string; review: string | undefined }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ fetching, error: fault }, accept] = useMutation(AcceptInvitation);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");

  const submit = async () => {
    const { data, error } = await accept({
      input: {
        token,
        name: name.trim(),
        password,
        language: apiLanguage(tongue),
        device: known.read(),
        keptIn: "COOKIE",
      },
    });
    if (error !== undefined || data === undefined) return;
    const { tokens, device } = data.acceptInvitation;
    known.keep(device);
    if (tokens === null) {
      // The invitation is taken up; an account with a second factor signs in with it. Whoever was signed in here before is
      // somebody else, or has another role now.
      await session.signOut();
      const search = review === undefined ? {} : { next: `/${tongue}/reviews/${review}` };
      await navigate({ to: "/$tongue/sign-in", params: { tongue }, search, replace: true });
      return;
    }
    session.leave();
    session.enter(tokens);
    await (review === undefined
      ? navigate({ to: "/$tongue", params: { tongue }, replace: true })
      : navigate({ to: "/$tongue/reviews/$id", params: { tongue, id: review }, replace: true }));
  };

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (!fetching) void submit();
      }}
    >
      <TextField name="name" autoComplete="name" isRequired value={name} onChange={setName}>
        <Label>
          <FormattedMessage id="session.name" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="session.name.hint" />
        </Text>
        <Input dir="auto" />
        <FieldError>{formatMessage({ id: "session.name.missing" })}</FieldError>
      </TextField>
      <PasswordField
        label={<FormattedMessage id="session.password" />}
        hint={<FormattedMessage id="session.password.hint" values={{ least: PASSWORD_AT_LEAST }} />}
        autoComplete="new-password"
        atLeast={PASSWORD_AT_LEAST}
        value={password}
        onChange={setPassword}
        missing={formatMessage({ id: "session.password.short" }, { least: PASSWORD_AT_LEAST })}
      />
      <FaultNote error={fault} title={<FormattedMessage id="session.invitation.failed" />} />
      <Button type="submit" data-variant="primary" isPending={fetching}>
        <FormattedMessage id="session.invitation.accept" />
      </Button>
    </Form>
  );
}
