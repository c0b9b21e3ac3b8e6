import { useRef, useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { LocalisedFragment, WrittenProposalFragment } from "../../gql/graphql";
import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries.module.css";
import { Folded } from "../../widgets/folded";
import { useKept } from "../../widgets/use-kept";
import type { Choices } from "../capacity/reading";
import { isUnchanged, standingRevision } from "../capacity/refusal";
import { Conflict } from "./conflict";
import { type Draft, draftOf, faultsOf, placeOf, saysTheSame } from "./draft";
import { ProposalFields } from "./fields";
import { drafted } from "./kept";
import style from "./proposals.module.css";
import { RefusedNote } from "./refused";
import { draftNew, keptAlready, revise, type Saved } from "./saving";
import { Summary } from "./summary";

const WAYS = { drafted, saysTheSame };

interface Props {
  choices: Choices;
  account: string;
  /** Which States can lead it, where it is new. */
  states: readonly { code: string; name?: LocalisedFragment | null | undefined }[];
  /** What stands on record; nothing where it is new. */
  written: WrittenProposalFragment | null;
  start: Draft;
  /** Reads what stands on record anew. */
  onAnew: () => void;
}

/** A proposal being written. What is not saved stays here, whatever happens to the page. */
export function ProposalForm({ choices, account, states, written, start, onAnew }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const { draft, aside, isDirty, wasKept, change, take, forget } = useKept(
    placeOf(account, written?.id ?? "new"),
    start,
    WAYS,
  );
  const [isJudged, setJudged] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const wasUnanswered = useRef(false);
  const faults = isJudged ? faultsOf(draft) : {};
  const count = Object.keys(faults).length;
  const theirs = written && draftOf(written);
  // Somebody else wrote another text upon the same one.
  const hasMoved = theirs !== null && theirs.basedOn > draft.basedOn && !saysTheSame(theirs, draft);
  const lead = states.find(({ code }) => code === draft.by) ?? states[0];

  async function send(): Promise<Saved> {
    if (written) return revise(client, written.id, draft);
    if (lead === undefined) return { error: undefined };
    const kept = wasUnanswered.current ? await keptAlready(client, lead.code, draft) : null;
    return kept === null ? draftNew(client, lead.code, draft) : { id: kept };
  }

  async function save() {
    setJudged(true);
    if (isBusy || Object.keys(faultsOf(draft)).length > 0) return;
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
    const params = { tongue, id: id ?? written?.id ?? "", act: undefined };
    await navigate({ to: "/$tongue/proposals/$id/{-$act}", params, search: {} });
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
          choices={choices}
          mine={draft}
          theirs={theirs}
          writtenAt={written.revisedAt ?? ""}
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
      {states.length > 1 && (
        <Choice
          label={formatMessage({ id: "proposal.leadState" })}
          items={states.map(({ code, name }) => ({ code, label: name?.content ?? code }))}
          value={lead?.code}
          onChoose={(code) => change({ by: code ?? null })}
        />
      )}
      <ProposalFields
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
          <Summary draft={aside} choices={choices} />
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
        {standingRevision(error) === null && <RefusedNote error={error} forbidden="proposal.whoDrafts" />}
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
