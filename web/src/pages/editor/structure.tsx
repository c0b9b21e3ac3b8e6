import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  Button,
  Dialog,
  FieldError,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { EditionDraftChangeInput } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, useTongue } from "../../widgets";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import { addressOf, type Place } from "./place";
import { Recoding } from "./recoding";
import { besides, moved, put, removed, taken } from "./structure-changes";
import { useChange } from "./use-change";

interface Props {
  account: string;
  draft: Draft;
  shown: Shown;
  place: Place;
  onChanged: () => void;
}

const ADDS: Record<Place["sort"], readonly Place["sort"][]> = {
  edition: ["module", "list"],
  module: ["section"],
  section: ["question"],
  question: [],
  list: [],
};

const ADD: Record<Place["sort"], MessageId> = {
  edition: "editor.act.add.module",
  module: "editor.act.add.module",
  section: "editor.act.add.section",
  question: "editor.act.add.question",
  list: "editor.act.add.list",
};

/** Adds to a place, moves it and removes it: each is one change, made at once. */
export function Structure(props: Props) {
  const { draft, shown, place, onChanged } = props;
  const tongue = useTongue();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const { isBusy, error, wasMoved, change } = useChange(draft.id, onChanged);
  const { revision, id } = draft;
  const codes = besides(shown, place);
  const at = codes.indexOf(place.code);
  const go = (to: Place) =>
    navigate({ to: "/$tongue/editor/$draft", params: { tongue, draft: id }, search: { at: addressOf(to) } });
  const act = async (input: EditionDraftChangeInput, to?: Place) => {
    const after = await change(revision, [input]);
    if (after !== null && to) await go(to);
  };
  return (
    <div className={style.part}>
      {wasMoved && (
        <p className="notice" role="alert">
          <FormattedMessage id="editor.movedOn" values={{ revision }} />
        </p>
      )}
      <FaultNote error={error} title={<FormattedMessage id="editor.notDone" />} />
      {place.sort !== "edition" && (
        <div className={style.acts}>
          {at > 0 && (
            <Button isDisabled={isBusy} onPress={() => void act(moved(shown, place, codes[at - 2] ?? null))}>
              <FormattedMessage id="editor.act.up" />
            </Button>
          )}
          {at >= 0 && at < codes.length - 1 && (
            <Button isDisabled={isBusy} onPress={() => void act(moved(shown, place, codes[at + 1] ?? null))}>
              <FormattedMessage id="editor.act.down" />
            </Button>
          )}
          <Recoding {...props} />
          <Button isDisabled={isBusy} onPress={() => setAsked(true)}>
            <FormattedMessage id="editor.act.remove" />
          </Button>
        </div>
      )}
      {ADDS[place.sort].map((sort) => (
        <Adding
          key={sort}
          sort={sort}
          isBusy={isBusy}
          taken={taken(shown, sort)}
          start={sort === "question" ? `${place.code}.` : ""}
          onAdd={(code) => void act(put(shown, place, { sort, code }), { sort, code })}
        />
      ))}
      <ModalOverlay isOpen={isAsked} onOpenChange={setAsked}>
        <Modal>
          <Dialog>
            <Heading slot="title">
              <FormattedMessage id="editor.act.removeWhat" values={{ code: place.code }} />
            </Heading>
            <p>
              <FormattedMessage id="editor.act.removeMeans" />
            </p>
            <div className={style.acts}>
              <Button
                data-variant="primary"
                isPending={isBusy}
                onPress={() => {
                  setAsked(false);
                  void act(removed(place), { sort: "edition", code: "" });
                }}
              >
                <FormattedMessage id="editor.act.removeNow" />
              </Button>
              <Button onPress={() => setAsked(false)}>
                <FormattedMessage id="editor.leaveIt" />
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}

interface AddingProps {
  sort: Place["sort"];
  start: string;
  /** Codes that are something else already. */
  taken: readonly string[];
  isBusy: boolean;
  onAdd: (code: string) => void;
}

function Adding({ sort, start, taken, isBusy, onAdd }: AddingProps) {
  const [code, setCode] = useState(start);
  const isTaken = taken.includes(code.trim());
  const isReady = code.trim() !== "" && code.trim() !== start && !isTaken;
  return (
    <form
      noValidate
      className={style.adding}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) onAdd(code.trim());
      }}
    >
      <TextField value={code} onChange={setCode} isInvalid={isTaken}>
        <Label>
          <FormattedMessage id={CODE[sort]} />
        </Label>
        <Input dir="ltr" />
        <Text slot="description">
          <FormattedMessage id="editor.codeHint" />
        </Text>
        <FieldError>
          <FormattedMessage id="editor.codeTaken" values={{ code: <code dir="ltr">{code.trim()}</code> }} />
        </FieldError>
      </TextField>
      <Button type="submit" isDisabled={!isReady || isBusy}>
        <FormattedMessage id={ADD[sort]} />
      </Button>
    </form>
  );
}

const CODE: Record<Place["sort"], MessageId> = {
  edition: "editor.act.code.module",
  module: "editor.act.code.module",
  section: "editor.act.code.section",
  question: "editor.act.code.question",
  list: "editor.act.code.list",
};
