import { type ReactNode, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { Instant } from "..";
import { Folded } from "../folded";
import { type Ways, useKept } from "../use-kept";
import { Conflict } from "./conflict";
import style from "./entries.module.css";
import { hasMoved, isUnchanged, type Refusals } from "./refusal";
import { RefusedNote } from "./refused";

/** What became of it: the id under which it is kept now, or why it is not. */
export type Saved = { id: string; error?: never } | { id?: never; error: CombinedError | undefined };

/** By its field, what has to be mended before it can be sent. */
type Faults = Readonly<Record<string, MessageId | undefined>>;

/** What the fields are given. */
export interface Typed<Draft> {
  draft: Draft;
  /** What has to be mended; nothing before somebody has tried to save. */
  faults: Partial<Faults>;
  isJudged: boolean;
  change: (changes: Partial<Draft>) => void;
}

interface Props<Draft> {
  /** Where in the tab it is kept. */
  place: string;
  /** What it begins with. */
  start: Draft;
  ways: Ways<Draft>;
  /** What is on record now, and since when; nothing for a new one. */
  theirs: { draft: Draft; writtenAt: string } | null;
  faultsOf: (draft: Draft) => Faults;
  refusals: Refusals;
  /** Saves it. Where no answer came before, it may have been kept all the same. */
  send: (draft: Draft, wasUnanswered: boolean) => Promise<Saved>;
  /** It is with the service; a new one under this id. */
  onSaved: (id: string | null) => Promise<void>;
  onAnew: () => void;
  /** A text to be read beside another one. */
  summary: (draft: Draft) => ReactNode;
  children: (typed: Typed<Draft>) => ReactNode;
}

/** Something being written. What is not saved stays here, whatever happens to the page. */
export function EntryForm<Draft extends { basedOn: number }>({
  place,
  start,
  ways,
  theirs,
  faultsOf,
  refusals,
  send,
  onSaved,
  onAnew,
  summary,
  children,
}: Props<Draft>) {
  const { draft, aside, isDirty, wasKept, change, take, forget } = useKept(place, start, ways);
  const [isJudged, setJudged] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const wasUnanswered = useRef(false);
  const faults = isJudged ? faultsOf(draft) : {};
  const count = Object.keys(faults).length;
  // Somebody else wrote another text upon the same one.
  const isMoved = theirs !== null && theirs.draft.basedOn > draft.basedOn && !ways.saysTheSame(theirs.draft, draft);

  async function save() {
    setJudged(true);
    if (isBusy || Object.keys(faultsOf(draft)).length > 0) return;
    setBusy(true);
    const { id, error: refused } = await send(draft, wasUnanswered.current);
    setBusy(false);
    if (id === undefined && !isUnchanged(refused)) {
      wasUnanswered.current = refused?.networkError !== undefined;
      setError(refused);
      if (hasMoved(refused)) onAnew();
      return;
    }
    forget();
    await onSaved(id ?? null);
  }

  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMoved) void save();
      }}
    >
      {wasKept && (
        <p className="notice" role="note">
          <FormattedMessage id="capacity.wasKept" />
        </p>
      )}
      {isMoved && (
        <Conflict
          leads
          mine={summary(draft)}
          theirs={summary(theirs.draft)}
          since={
            <FormattedMessage
              id="capacity.revisionOf"
              values={{ revision: theirs.draft.basedOn, at: <Instant key="at" at={theirs.writtenAt} /> }}
            />
          }
          onMine={() => {
            setError(undefined);
            change({ basedOn: theirs.draft.basedOn } as Partial<Draft>);
          }}
          onTheirs={() => {
            setError(undefined);
            take(theirs.draft);
          }}
        />
      )}
      {children({
        draft,
        faults,
        isJudged,
        change: (changes) => {
          setError(undefined);
          change(changes);
        },
      })}
      {aside && (
        <Folded title={<FormattedMessage id="capacity.aside" />}>
          {summary(aside)}
          <Button onPress={() => take({ ...aside, basedOn: draft.basedOn })}>
            <FormattedMessage id="capacity.takeBack" />
          </Button>
        </Folded>
      )}
      <div className={style.saving}>
        {count > 0 && (
          <p className="notice" role="alert">
            <FormattedMessage id="capacity.toMend" values={{ count }} />
          </p>
        )}
        {!hasMoved(error) && <RefusedNote error={error} refusals={refusals} />}
        {isMoved && (
          <p className={style.note}>
            <FormattedMessage id="capacity.chooseFirst" />
          </p>
        )}
        <div className={style.acts}>
          <Button type="submit" data-variant="primary" isPending={isBusy} isDisabled={isMoved}>
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
