import { useState, type ReactNode } from "react";
import { Button, Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useNavigate } from "@tanstack/react-router";
import { type CombinedError, useMutation } from "urql";

import type { RoundPartsFragment } from "../../gql/graphql";
import { apiLanguage } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Instant, useTongue, Waiting } from "../../widgets";
import { CallOffRound, CloseRound, ExtendRound, InviteStates } from "./acting-documents";
import { invitedBy } from "./invited";
import { InvitedFields } from "./invited-fields";
import { emptyPlan } from "./plan";
import { type Choices, useChoices, useInvitable } from "./reading";
import style from "./rounds.module.css";
import { endOfDay } from "./zone";

const ACTS = ["invite", "callOff", "extend", "close"] as const;
type Act = (typeof ACTS)[number];

/** What can be done with a round where it stands now; whether it may, the service says. */
function actsOn({ stage, closesOn, mandate }: RoundPartsFragment): Act[] {
  const can: Record<Act, boolean> = {
    invite: stage === "PLANNED" && !mandate.isOwnRequest,
    callOff: stage === "PLANNED",
    extend: (stage === "OPEN" || stage === "CLOSED") && closesOn !== null,
    close: stage === "OPEN" && closesOn !== null,
  };
  return ACTS.filter((act) => can[act]);
}

const TITLES: Record<Act, MessageId> = {
  invite: "rounds.act.invite",
  callOff: "rounds.act.callOff",
  extend: "rounds.act.extend",
  close: "rounds.act.close",
};

/** What an officer of the secretariat does with a round: each says first what changes. */
export function Acts({ round, onDone }: { round: RoundPartsFragment; onDone: () => void }) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const done = () => {
    close();
    onDone();
  };
  const parts = { round, onClose: close, onDone: done };
  return (
    <div className={style.acts}>
      {actsOn(round).map((one) => (
        <Button key={one} onPress={() => setAct(one)}>
          <FormattedMessage id={TITLES[one]} />
        </Button>
      ))}
      <ModalOverlay isOpen={act !== null} onOpenChange={(isOpen) => !isOpen && close()}>
        <Modal>
          <Dialog>
            {act === "invite" && <Inviting {...parts} />}
            {act === "callOff" && <CallingOff {...parts} />}
            {act === "extend" && <Extending {...parts} />}
            {act === "close" && <Closing {...parts} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}

interface PartProps {
  round: RoundPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

interface StepProps {
  act: Act;
  means: MessageId;
  error: CombinedError | undefined;
  isBusy: boolean;
  isReady: boolean;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A dialog: what changes, what it needs, and the act. What was typed stays where the service says no. */
function Step({ act, means, error, isBusy, isReady, onAct, onClose, children }: StepProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) onAct();
      }}
    >
      <Heading slot="title">
        <FormattedMessage id={TITLES[act]} />
      </Heading>
      <p>
        <FormattedMessage id={means} />
      </p>
      {children}
      <FaultNote error={error} title={<FormattedMessage id="rounds.notDone" />} />
      <div className={style.acts}>
        <Button type="submit" data-variant="primary" isPending={isBusy} isDisabled={!isReady}>
          <FormattedMessage id="rounds.doIt" />
        </Button>
        <Button onPress={onClose}>
          <FormattedMessage id="rounds.leaveIt" />
        </Button>
      </div>
    </form>
  );
}

/** A last day, with when it ends. */
function LastDay({ zone, value, onChange }: { zone: string; value: string; onChange: (day: string) => void }) {
  const ends = endOfDay(zone, value);
  return (
    <>
      <TextField value={value} onChange={onChange}>
        <Label>
          <FormattedMessage id="rounds.newLastDay" />
        </Label>
        <Input type="date" />
      </TextField>
      <p className={style.note} role="status">
        {ends && (
          <FormattedMessage
            id="rounds.endsAt"
            values={{ zone: <bdi dir="ltr">{zone}</bdi>, at: <Instant at={ends} /> }}
          />
        )}
      </p>
    </>
  );
}

function Extending({ round: { id, revision, zone }, onClose, onDone }: PartProps) {
  const [closesOn, setClosesOn] = useState("");
  const [{ fetching, error }, extend] = useMutation(ExtendRound);
  return (
    <Step
      act="extend"
      means="rounds.means.extend"
      error={error}
      isBusy={fetching}
      isReady={closesOn !== ""}
      onAct={() => void extend({ input: { round: id, revision, closesOn } }).then(({ data }) => data && onDone())}
      onClose={onClose}
    >
      <LastDay zone={zone} value={closesOn} onChange={setClosesOn} />
    </Step>
  );
}

function Closing({ round: { id, revision, zone }, onClose, onDone }: PartProps) {
  const [closesOn, setClosesOn] = useState("");
  const [{ fetching, error }, close] = useMutation(CloseRound);
  const input = { round: id, revision, closesOn: closesOn === "" ? null : closesOn };
  return (
    <Step
      act="close"
      means="rounds.means.close"
      error={error}
      isBusy={fetching}
      isReady
      onAct={() => void close({ input }).then(({ data }) => data && onDone())}
      onClose={onClose}
    >
      <LastDay zone={zone} value={closesOn} onChange={setClosesOn} />
    </Step>
  );
}

function CallingOff({ round: { id, revision }, onClose }: PartProps) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ fetching, error }, callOff] = useMutation(CallOffRound);
  return (
    <Step
      act="callOff"
      means="rounds.means.callOff"
      error={error}
      isBusy={fetching}
      isReady
      onAct={() =>
        void callOff({ input: { round: id, revision } }).then(
          ({ data }) => data && navigate({ to: "/$tongue/rounds", params: { tongue } }),
        )
      }
      onClose={onClose}
    />
  );
}

function Inviting(props: PartProps) {
  const { choices, error, retry } = useChoices();
  if (!choices) return error ? <FaultNote error={error} retry={retry} /> : <Waiting />;
  return <InvitingAmong choices={choices} {...props} />;
}

function InvitingAmong({ choices, round, onClose, onDone }: PartProps & { choices: Choices }) {
  const tongue = useTongue();
  const invitable = useInvitable(choices);
  const [plan, setPlan] = useState({ ...emptyPlan(apiLanguage(tongue)), admitsObservers: round.admitsObservers });
  const [{ fetching, error }, invite] = useMutation(InviteStates);
  const { all, named } = invitedBy(plan, invitable.states);
  const { id, revision } = round;
  const input = { round: id, revision, invited: named, invitesAllMemberStates: plan.invitesAll };
  return (
    <Step
      act="invite"
      means="rounds.means.invite"
      error={error}
      isBusy={fetching}
      isReady={all.length > 0}
      onAct={() => void invite({ input }).then(({ data }) => data && onDone())}
      onClose={onClose}
    >
      <InvitedFields
        plan={plan}
        faults={{}}
        isFurther
        invitable={invitable}
        onChange={(changes) => setPlan({ ...plan, ...changes })}
      />
    </Step>
  );
}
