import { useState, type ReactNode } from "react";
import {
  Button,
  Dialog,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Radio,
  RadioGroup,
  TextField,
} from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { Link, useNavigate } from "@tanstack/react-router";
import { type CombinedError, useMutation } from "urql";

import type { RoundPartsFragment } from "../../gql/graphql";
import { apiLanguage } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Instant, useTongue, Waiting } from "../../widgets";
import { codeOf } from "../../widgets/fault";
import { ArchiveRound, CallOffRound, CloseRound, ExtendRound, InviteStates } from "./acting-documents";
import { Changes } from "./changes";
import { invitedBy } from "./invited";
import { InvitedFields } from "./invited-fields";
import { emptyPlan } from "./plan";
import { type Choices, useChoices, useInvitable } from "./reading";
import { changedSince } from "./revising";
import style from "./rounds.module.css";
import { endOfDay, instantIn, localIn } from "./zone";

const ACTS = ["invite", "callOff", "extend", "close", "archive"] as const;
type Act = (typeof ACTS)[number];

/** What can be done with a round where it stands now; whether it may, the service says. */
function actsOn({ stage, closesOn, mandate }: RoundPartsFragment): Act[] {
  const can: Record<Act, boolean> = {
    invite: stage === "PLANNED" && !mandate.isOwnRequest,
    callOff: stage === "PLANNED",
    extend: (stage === "OPEN" || stage === "CLOSED") && closesOn !== null,
    close: stage === "OPEN" && closesOn !== null,
    archive: stage === "OPEN" || stage === "CLOSED",
  };
  return ACTS.filter((act) => can[act]);
}

const TITLES: Record<Act, MessageId> = {
  invite: "rounds.act.invite",
  callOff: "rounds.act.callOff",
  extend: "rounds.act.extend",
  close: "rounds.act.close",
  archive: "rounds.act.archive",
};

interface ActsProps {
  round: RoundPartsFragment;
  onDone: () => void;
  /** Reads the round anew: somebody else has changed it. */
  onConflict: () => void;
}

/** What an officer of the secretariat does with a round: each says first what changes. */
export function Acts({ round, onDone, onConflict }: ActsProps) {
  const tongue = useTongue();
  const [act, setAct] = useState<Act | null>(null);
  // As it was when the dialog was opened: what somebody else changes meanwhile is told in it.
  const [seen, setSeen] = useState(round);
  const close = () => setAct(null);
  const done = () => {
    close();
    onDone();
  };
  const parts = { round, seen, onClose: close, onDone: done, onConflict };
  return (
    <div className={style.acts}>
      {round.stage === "PLANNED" && (
        <Link to="/$tongue/rounds/$round/revise" params={{ tongue, round: round.key }}>
          <FormattedMessage id="rounds.act.revise" />
        </Link>
      )}
      {actsOn(round).map((one) => (
        <Button key={one} onPress={() => (setSeen(round), setAct(one))}>
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
            {act === "archive" && <Archiving {...parts} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}

interface PartProps {
  round: RoundPartsFragment;
  /** As it was when the dialog was opened. */
  seen: RoundPartsFragment;
  onConflict: () => void;
  onClose: () => void;
  onDone: () => void;
}

interface StepProps {
  act: Act;
  means: MessageId;
  round: RoundPartsFragment;
  seen: RoundPartsFragment;
  error: CombinedError | undefined;
  isBusy: boolean;
  isReady: boolean;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A dialog: what changes, what it needs, and the act. What was typed stays where the service says no. */
function Step({ act, means, round, seen, error, isBusy, isReady, onAct, onClose, children }: StepProps) {
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
      {round.revision !== seen.revision && <Changes round={round} changed={changedSince(seen, round)} />}
      {!(error && isConflict(error)) && <FaultNote error={error} title={<FormattedMessage id="rounds.notDone" />} />}
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

/** What comes after an act: it is done, or somebody else has changed the round meanwhile. */
function settled(onDone: () => void, onConflict: () => void) {
  return ({ data, error }: { data?: unknown; error?: CombinedError | undefined }) => {
    if (data) onDone();
    else if (error && isConflict(error)) onConflict();
  };
}

const isConflict = (error: CombinedError) => codeOf(error) === "CONFLICT";

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

function Extending({ round, seen, onClose, onDone, onConflict }: PartProps) {
  const { id, revision, zone } = round;
  const [closesOn, setClosesOn] = useState("");
  const [{ fetching, error }, extend] = useMutation(ExtendRound);
  return (
    <Step
      act="extend"
      round={round}
      seen={seen}
      means="rounds.means.extend"
      error={error}
      isBusy={fetching}
      isReady={closesOn !== ""}
      onAct={() => void extend({ input: { round: id, revision, closesOn } }).then(settled(onDone, onConflict))}
      onClose={onClose}
    >
      <LastDay zone={zone} value={closesOn} onChange={setClosesOn} />
    </Step>
  );
}

function Closing({ round, seen, onClose, onDone, onConflict }: PartProps) {
  const { id, revision, zone } = round;
  const [closesOn, setClosesOn] = useState("");
  const [{ fetching, error }, close] = useMutation(CloseRound);
  const input = { round: id, revision, closesOn: closesOn === "" ? null : closesOn };
  return (
    <Step
      act="close"
      round={round}
      seen={seen}
      means="rounds.means.close"
      error={error}
      isBusy={fetching}
      isReady
      onAct={() => void close({ input }).then(settled(onDone, onConflict))}
      onClose={onClose}
    >
      <LastDay zone={zone} value={closesOn} onChange={setClosesOn} />
    </Step>
  );
}

function Archiving({ round, seen, onClose, onDone, onConflict }: PartProps) {
  const { id, revision, zone, stage } = round;
  const [isNow, setNow] = useState(false);
  const [local, setLocal] = useState(() => (seen.archivesAt ? localIn(seen.zone, seen.archivesAt) : ""));
  const [{ fetching, error }, archive] = useMutation(ArchiveRound);
  const at = instantIn(zone, local);
  const input = { round: id, revision, archivesAt: isNow ? null : at };
  return (
    <Step
      act="archive"
      round={round}
      seen={seen}
      means="rounds.means.archive"
      error={error}
      isBusy={fetching}
      isReady={isNow || at !== null}
      onAct={() => void archive({ input }).then(settled(onDone, onConflict))}
      onClose={onClose}
    >
      {stage === "CLOSED" && (
        <RadioGroup value={isNow ? "now" : "later"} onChange={(value) => setNow(value === "now")}>
          <Label>
            <FormattedMessage id="rounds.readOnlyFrom" />
          </Label>
          <Radio value="later">
            <FormattedMessage id="rounds.later" />
          </Radio>
          <Radio value="now">
            <FormattedMessage id="rounds.atOnce" />
          </Radio>
        </RadioGroup>
      )}
      {!isNow && (
        <TextField value={local} onChange={setLocal}>
          <Label>
            <FormattedMessage id="rounds.archiveAt" values={{ zone: <bdi dir="ltr">{zone}</bdi> }} />
          </Label>
          <Input type="datetime-local" />
        </TextField>
      )}
      <p className={style.note} role="status">
        {!isNow && at && <FormattedMessage id="rounds.yourTime" values={{ at: <Instant at={at} /> }} />}
      </p>
    </Step>
  );
}

function CallingOff({ round, seen, onClose, onConflict }: PartProps) {
  const { id, revision } = round;
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ fetching, error }, callOff] = useMutation(CallOffRound);
  return (
    <Step
      act="callOff"
      round={round}
      seen={seen}
      means="rounds.means.callOff"
      error={error}
      isBusy={fetching}
      isReady
      onAct={() =>
        void callOff({ input: { round: id, revision } }).then(
          settled(() => void navigate({ to: "/$tongue/rounds", params: { tongue } }), onConflict),
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

function InvitingAmong({ choices, round, seen, onClose, onDone, onConflict }: PartProps & { choices: Choices }) {
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
      round={round}
      seen={seen}
      means="rounds.means.invite"
      error={error}
      isBusy={fetching}
      isReady={all.length > 0}
      onAct={() => void invite({ input }).then(settled(onDone, onConflict))}
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
