import { useRef, useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries.module.css";
import { Folded } from "../../widgets/folded";
import { useKept } from "../../widgets/use-kept";
import type { Whole } from "./about";
import type { Side } from "./address";
import style from "./capacity.module.css";
import { Conflict } from "./conflict";
import { type Draft, drafted, draftOf, faultsOf, placeOf, saysTheSame } from "./draft";
import { NoticeFields } from "./fields";
import type { Choices } from "./reading";
import { isUnchanged, standingRevision } from "./refusal";
import { RefusedNote } from "./refused";
import type { Party } from "./rights";
import { draftNew, keptAlready, revise, type Saved } from "./saving";
import { Summary } from "./summary";

interface Props {
  side: Side;
  choices: Choices;
  account: string;
  /** In whose name it can be drafted, where it is new. */
  parties: readonly Party[];
  /** What stands on record; nothing where it is new. */
  written: Whole | null;
  start: Draft;
  /** Reads what stands on record anew. */
  onAnew: () => void;
}

const WAYS = { drafted, saysTheSame };

/** A need or an offer being written. What is not saved stays here, whatever happens to the page. */
export function NoticeForm({ side, choices, account, parties, written, start, onAnew }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const { draft, aside, isDirty, wasKept, change, take, forget } = useKept(
    placeOf(account, side, written?.id ?? "new"),
    start,
    WAYS,
  );
  const [isJudged, setJudged] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const wasUnanswered = useRef(false);
  const faults = isJudged ? faultsOf(draft, side) : {};
  const count = Object.keys(faults).length;
  const theirs = written && draftOf(written);
  // Somebody else wrote another text upon the same one.
  const hasMoved = theirs !== null && theirs.basedOn > draft.basedOn && !saysTheSame(theirs, draft);
  const party = parties.find(({ code }) => code === draft.by) ?? parties[0];

  async function send(): Promise<Saved> {
    if (written) return revise(client, side, written.id, draft);
    if (party === undefined) return { error: undefined };
    const kept = wasUnanswered.current ? await keptAlready(client, side, party, draft) : null;
    return kept === null ? draftNew(client, side, party, draft) : { id: kept };
  }

  async function save() {
    setJudged(true);
    if (isBusy || Object.keys(faultsOf(draft, side)).length > 0) return;
    setBusy(true);
    const { id, error: refused } = await send();
    setBusy(false);
    if (id === undefined && !isUnchanged(refused)) {
      wasUnanswered.current = refused?.networkError !== undefined;
      setError(refused);
      if (standingRevision(refused) !== null) onAnew();
      return;
    }
    forget();
    const to = side === "need" ? "/$tongue/needs/$id/{-$act}" : "/$tongue/offers/$id/{-$act}";
    await navigate({ to, params: { tongue, id: id ?? written?.id ?? "", act: undefined } });
  }

  return (
    <form
      className={shared.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!hasMoved) void save();
      }}
    >
      {wasKept && (
        <p className="notice" role="note">
          <FormattedMessage id="capacity.wasKept" />
        </p>
      )}
      {hasMoved && theirs && (
        <Conflict
          side={side}
          choices={choices}
          mine={draft}
          theirs={theirs}
          writtenAt={written.revisedAt}
          onMine={() => {
            setError(undefined);
            change({ basedOn: theirs.basedOn });
          }}
          onTheirs={() => {
            setError(undefined);
            take(theirs);
          }}
        />
      )}
      {parties.length > 1 && (
        <Choice
          label={formatMessage({ id: "capacity.inWhoseName" })}
          items={parties.map(({ code, name }) => ({ code, label: name?.content ?? code }))}
          value={party?.code}
          onChoose={(code) => change({ by: code ?? null })}
        />
      )}
      <NoticeFields
        side={side}
        draft={draft}
        choices={choices}
        faults={faults}
        isJudged={isJudged}
        onChange={(changes) => {
          setError(undefined);
          change(changes);
        }}
      />
      {aside && (
        <Folded title={<FormattedMessage id="capacity.aside" />}>
          <Summary side={side} draft={aside} choices={choices} />
          <Button onPress={() => take({ ...aside, basedOn: draft.basedOn })}>
            <FormattedMessage id="capacity.takeBack" />
          </Button>
        </Folded>
      )}
      <div className={shared.saving}>
        {count > 0 && (
          <p className="notice" role="alert">
            <FormattedMessage id="capacity.toMend" values={{ count }} />
          </p>
        )}
        {standingRevision(error) === null && (
          <RefusedNote
            error={error}
            forbidden={side === "need" ? "capacity.whoDraftsNeeds" : "capacity.whoDraftsOffers"}
          />
        )}
        {hasMoved && (
          <p className={style.note}>
            <FormattedMessage id="capacity.chooseFirst" />
          </p>
        )}
        <div className={style.acts}>
          <Button type="submit" data-variant="primary" isPending={isBusy} isDisabled={hasMoved}>
            <FormattedMessage id="capacity.save" />
          </Button>
          {isDirty && (
            <Button onPress={() => take(start)}>
              <FormattedMessage id="capacity.beginAnew" />
            </Button>
          )}
        </div>
        <p className={style.note}>
          <FormattedMessage id="capacity.saveMeans" />
        </p>
      </div>
    </form>
  );
}
