import { useState } from "react";
import { Button, Form, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation, useQuery } from "urql";

import type { InviteMemberMutation, LetterStatus, Role } from "../../gql/graphql";
import { apiLanguage, LANGUAGES, OWN_NAMES, type Tongue } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Instant } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { ROLES } from "../../widgets/role";
import type { Ministry } from "../clearance/people";
import { Invitations, InviteMember, ResendInvitationLetter, RevokeInvitation } from "./documents";
import { endOf, ministryOf } from "./places";
import styles from "./team.module.css";

interface InvitingProps {
  state: string;
  ministries: readonly Ministry[];
  /** The roles to choose from, the likeliest first. */
  roles: readonly [Role, ...Role[]];
  /** Whether a reason can be given: by those who invite from outside. */
  asksWhy?: boolean;
}

/** Brings somebody into the delegation; and the invitations that wait for their answer. */
export function Inviting({ state, ministries, roles, asksWhy = false }: InvitingProps) {
  const { formatMessage } = useIntl();
  const [inviting, invite] = useMutation(InviteMember);
  const [read, again] = useQuery({ query: Invitations, variables: { state }, requestPolicy: "cache-and-network" });
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>(roles[0]);
  const [ministry, setMinistry] = useState<string | undefined>();
  const [until, setUntil] = useState("");
  const [tongue, setTongue] = useState<Tongue | undefined>();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<CombinedError | undefined>();
  const [issued, setIssued] = useState<Invited | null>(null);
  const wants = ministryOf(role);
  const isReady = email.includes("@") && (wants !== "must" || ministry !== undefined);
  const why = reason.trim() === "" ? null : reason.trim();
  const anew = () => again({ requestPolicy: "network-only" });

  async function act() {
    const place = { state, ...(wants !== "none" && ministry !== undefined && { ministry }) };
    const language = tongue === undefined ? null : apiLanguage(tongue);
    const result = await invite({
      input: { email: email.trim(), role, place, until: endOf(until), language, reason: why },
    });
    setError(result.error);
    if (!result.data) return;
    setIssued({ ...result.data.inviteMember, isAgain: false });
    setEmail("");
    setReason("");
    anew();
  }

  return (
    <section aria-labelledby="inviting" className={styles.part}>
      <h2 id="inviting">
        <FormattedMessage id="team.invite" />
      </h2>
      <p className="muted">
        <FormattedMessage id="team.inviteMeans" />
      </p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !inviting.fetching) void act();
        }}
      >
        <TextField type="email" value={email} onChange={setEmail}>
          <Label>
            <FormattedMessage id="session.email" />
          </Label>
          <Input dir="ltr" />
        </TextField>
        <Choice
          label={formatMessage({ id: "team.role" })}
          items={roles.map((code) => ({ code, label: formatMessage({ id: ROLES[code] }) }))}
          value={role}
          onChoose={(code) => code !== undefined && setRole(code as Role)}
        />
        <p className="muted small">
          <FormattedMessage id={MEANING[role] ?? "team.means.reader"} />
        </p>
        {wants !== "none" && (
          <Choice
            label={formatMessage({ id: wants === "must" ? "team.ministryOfClearer" : "team.ministryIfAny" })}
            items={ministries.map(({ id, name }) => ({ code: id, label: name }))}
            none={formatMessage({ id: wants === "must" ? "clearance.chooseMinistry" : "team.noMinistry" })}
            value={ministry}
            onChoose={setMinistry}
          />
        )}
        <TextField value={until} onChange={setUntil}>
          <Label>
            <FormattedMessage id="team.lastDay" />
          </Label>
          <Input type="date" />
          <Text slot="description">
            <FormattedMessage id="team.lastDayHint" />
          </Text>
        </TextField>
        <Choice
          label={formatMessage({ id: "team.letterLanguage" })}
          items={LANGUAGES.map((one) => ({ code: one, label: OWN_NAMES[one] }))}
          none={formatMessage({ id: "team.letterLanguageOwn" })}
          value={tongue}
          onChoose={(code) => setTongue(LANGUAGES.find((one) => one === code))}
        />
        {asksWhy && (
          <TextField value={reason} onChange={setReason}>
            <Label>
              <FormattedMessage id="team.why" />
            </Label>
            <TextArea dir="auto" />
            <Text slot="description">
              <FormattedMessage id="team.whyHint" />
            </Text>
          </TextField>
        )}
        <FaultNote error={error} />
        <Button type="submit" data-variant="primary" isDisabled={!isReady} isPending={inviting.fetching}>
          <FormattedMessage id="team.inviteNow" />
        </Button>
      </Form>
      {issued && <Issued issued={issued} />}
      <Waiting
        invitations={read.data?.invitations ?? []}
        ministries={ministries}
        why={why}
        onChange={anew}
        onIssued={(sent) => {
          setIssued(sent);
          setReason("");
        }}
      />
    </section>
  );
}

const MEANING: Partial<Record<Role, MessageId>> = {
  CONTRIBUTOR: "team.means.contributor",
  CLEARER: "team.means.clearer",
  PUBLISHING_AUTHORITY: "team.means.publishingAuthority",
  FOCAL_POINT: "team.means.focalPoint",
  READER: "team.means.reader",
  ACCREDITED_READER: "team.means.accreditedReader",
};

/** How far the letter that brings the link has come. An open invitation has no needless one for long. */
const LETTER: Record<LetterStatus, MessageId> = {
  WAITING: "team.letter.waiting",
  ACCEPTED: "team.letter.taken",
  REFUSED: "team.letter.failed",
  GIVEN_UP: "team.letter.failed",
  NEEDLESS: "team.letter.failed",
};

/** What was issued, and whether it is in the place of an earlier link. */
type Invited = InviteMemberMutation["inviteMember"] & { isAgain: boolean };

/** The link that lets the invited person in: shown once, to be handed over. */
function Issued({ issued }: { issued: Invited }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="notice" role="status">
      <p>
        <FormattedMessage
          id={issued.isAgain ? "team.issuedAgain" : issued.isMailed ? "team.issuedByLetter" : "team.issued"}
          values={{
            email: <bdi key="email">{issued.invitation.email}</bdi>,
            at: <Instant key="at" at={issued.invitation.expiresAt} />,
          }}
        />
      </p>
      <p>
        <code>{issued.link}</code>
      </p>
      <Button
        onPress={() => {
          void navigator.clipboard.writeText(issued.link).then(() => setCopied(true));
        }}
      >
        <FormattedMessage id={isCopied ? "team.copied" : "team.copy"} />
      </Button>
    </div>
  );
}

interface WaitingProps {
  invitations: readonly {
    id: string;
    email: string;
    role: Role;
    ministry?: string | null | undefined;
    status: string;
    expiresAt: string;
    letter?: { status: LetterStatus } | null | undefined;
  }[];
  ministries: readonly Ministry[];
  /** What the trail is to say where something is sent again from outside. */
  why: string | null;
  onChange: () => void;
  onIssued: (issued: Invited) => void;
}

function Waiting({ invitations, ministries, why, onChange, onIssued }: WaitingProps) {
  const { formatMessage } = useIntl();
  const [revoking, revoke] = useMutation(RevokeInvitation);
  const [resending, resend] = useMutation(ResendInvitationLetter);
  const [error, setError] = useState<CombinedError | undefined>();
  const open = invitations.filter(({ status }) => status === "OPEN");
  if (open.length === 0) return null;
  async function act(id: string) {
    const result = await revoke({ input: { id } });
    setError(result.error);
    onChange();
  }
  async function sendAgain(id: string) {
    const result = await resend({ input: { id, reason: why } });
    setError(result.error);
    if (result.data) onIssued({ ...result.data.resendInvitationLetter, isAgain: true });
    onChange();
  }
  return (
    <>
      <h3>
        <FormattedMessage id="team.open" values={{ count: open.length }} />
      </h3>
      <FaultNote error={error} />
      <ul role="list" className={styles.people}>
        {open.map(({ id, email, role, ministry, expiresAt, letter }) => (
          <li key={id}>
            <div>
              <bdi>{email}</bdi>
              <p className="muted small">
                <FormattedMessage id={ROLES[role]} />
                {ministry && (
                  <>
                    {" · "}
                    <bdi>{ministries.find((one) => one.id === ministry)?.name}</bdi>
                  </>
                )}
                {" · "}
                <FormattedMessage id="team.until" values={{ at: <Instant key="at" at={expiresAt} /> }} />
                {letter && (
                  <>
                    {" · "}
                    <FormattedMessage id={LETTER[letter.status]} />
                  </>
                )}
              </p>
            </div>
            <div className={styles.buttons}>
              {letter && letter.status !== "WAITING" && (
                <Button
                  data-variant="quiet"
                  isPending={resending.fetching}
                  aria-label={formatMessage({ id: "team.resendOf" }, { email })}
                  onPress={() => void sendAgain(id)}
                >
                  <FormattedMessage id="team.resend" />
                </Button>
              )}
              <Button
                data-variant="quiet"
                isPending={revoking.fetching}
                aria-label={formatMessage({ id: "team.revokeOf" }, { email })}
                onPress={() => void act(id)}
              >
                <FormattedMessage id="team.revoke" />
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
