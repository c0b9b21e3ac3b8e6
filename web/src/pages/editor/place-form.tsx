import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { FaultNote } from "../../widgets";
import { definitionChanges, isShortPathWhole } from "./definition";
import { DefinitionFields } from "./definition-fields";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import { addressOf, type Place } from "./place";
import { SlotFields } from "./slot-fields";
import { type Fields, keptAt } from "./typing";
import { useChange } from "./use-change";
import { useTyped } from "./use-typed";
import { type Slot, textChanges } from "./wording";

interface Props {
  account: string;
  draft: Draft;
  shown: Shown;
  place: Place;
  slots: readonly Slot[];
  /** What stands there in this revision. */
  stands: Fields;
  revision: number;
  onChanged: () => void;
}

/** What is written at a place: nothing of it is saved before somebody says so, and nothing typed is lost where it cannot be. */
export function PlaceForm({ account, draft, shown, place, slots, stands, revision, onChanged }: Props) {
  const typed = useTyped(keptAt(account, draft.id, addressOf(place)), stands, revision);
  const { isBusy, error, wasMoved, change } = useChange(draft.id, onChanged);
  const isDirty = typed.dirty.length > 0;
  const isWhole = isShortPathWhole(typed.typed);
  const isOver = draft.stage !== "DRAFTED";

  async function save() {
    const changes = [
      // What a place is comes first: a list keeps the words of the options that stay.
      ...definitionChanges(place, typed.typed, typed.dirty, shown),
      ...textChanges(place, slots, typed.typed, typed.dirty, draft.sourceLanguage),
    ];
    const sent = typed.typed;
    const after = await change(typed.revision, changes);
    if (after !== null) typed.saved(after, sent);
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && isWhole && !isBusy) void save();
      }}
    >
      {typed.wasKept && isDirty && (
        <p className="notice" role="note">
          <FormattedMessage id="editor.wasKept" />
        </p>
      )}
      {(wasMoved || typed.clashes.length > 0) && (
        <div className="notice" role="alert">
          <p>
            <strong>
              <FormattedMessage id="editor.movedOn" values={{ revision: typed.revision }} />
            </strong>
          </p>
          {typed.clashes.length > 0 && (
            <p>
              <FormattedMessage id="editor.clashes" values={{ count: typed.clashes.length }} />
            </p>
          )}
        </div>
      )}
      <h3>
        <FormattedMessage id="editor.wording" />
      </h3>
      {slots.map((slot) => (
        <SlotFields
          key={`${slot.kind} ${slot.option}`}
          slot={slot}
          source={draft.sourceLanguage}
          typed={typed}
          isReadOnly={isOver}
        />
      ))}
      {!isOver && (
        <>
          <h3>
            <FormattedMessage id="editor.definition" />
          </h3>
          <DefinitionFields draft={draft} place={place} shown={shown} typed={typed} />
        </>
      )}
      <FaultNote error={error} title={<FormattedMessage id="editor.notSaved" />} />
      {!isOver && (
        <div className={style.acts}>
          <Button type="submit" data-variant="primary" isPending={isBusy} isDisabled={!isDirty || !isWhole}>
            <FormattedMessage id="editor.save" />
          </Button>
          {isDirty && (
            <Button onPress={typed.leave}>
              <FormattedMessage id="editor.takeWhatStands" />
            </Button>
          )}
          <p role="status" className={style.note}>
            {isDirty && <FormattedMessage id="editor.unsaved" values={{ count: typed.dirty.length }} />}
          </p>
        </div>
      )}
    </form>
  );
}
