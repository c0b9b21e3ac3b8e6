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
import { FormattedMessage, useIntl } from "react-intl";

import { FaultNote, useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import { addressOf, type Place } from "./place";
import { optionsOf, recoded, taken } from "./structure-changes";
import { unsavedIn } from "./typing";
import { useChange } from "./use-change";

interface Props {
  account: string;
  draft: Draft;
  shown: Shown;
  place: Place;
  onChanged: () => void;
}

/** Gives a place of a draft, or an option of a list, another code: what refers to it follows. */
export function Recoding(props: Props) {
  const [unsaved, setUnsaved] = useState<number | null>(null);
  const { account, draft, place } = props;
  return (
    <>
      <Button
        onPress={() => {
          // What is typed and not saved is kept under the codes that stand, and speaks of them.
          setUnsaved(unsavedIn(account, draft.id));
        }}
      >
        <FormattedMessage id="editor.recode" />
      </Button>
      <ModalOverlay isOpen={unsaved !== null} onOpenChange={(isOpen) => !isOpen && setUnsaved(null)}>
        <Modal>
          <Dialog>
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id="editor.recode.what" values={{ code: place.code }} />
                </Heading>
                {unsaved !== null && unsaved > 0 ? (
                  <>
                    <p>
                      <FormattedMessage id="editor.recode.unsaved" values={{ count: unsaved }} />
                    </p>
                    <div className={style.acts}>
                      <Button onPress={close}>
                        <FormattedMessage id="editor.leaveIt" />
                      </Button>
                    </div>
                  </>
                ) : (
                  <Form {...props} onEnd={close} />
                )}
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

function Form({ draft, shown, place, onChanged, onEnd }: Props & { onEnd: () => void }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const [option, setOption] = useState<string | undefined>();
  const [typed, setTyped] = useState<string | null>(null);
  const { isBusy, error, wasMoved, change } = useChange(draft.id, onChanged);
  const former = option ?? place.code;
  const code = (typed ?? former).trim();
  const options = optionsOf(shown, place);
  const isTaken = code !== former && (option === undefined ? taken(shown, place.sort) : options).includes(code);
  const isReady = code !== "" && code !== former && !isTaken;

  async function recode() {
    const after = await change(draft.revision, [recoded(place, code, option)]);
    if (after === null) return;
    onEnd();
    const at = addressOf(option === undefined ? { ...place, code } : place);
    await navigate({ to: "/$tongue/editor/$draft", params: { tongue, draft: draft.id }, search: { at } });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void recode();
      }}
    >
      {options.length > 0 && (
        <Choice
          label={formatMessage({ id: "editor.recode.which" })}
          none={formatMessage({ id: "editor.recode.list" }, { code: place.code })}
          items={options.map((one) => ({ code: one, label: one }))}
          value={option}
          onChoose={(one) => {
            setOption(one);
            setTyped(null);
          }}
        />
      )}
      <p>
        <FormattedMessage id={MEANS[option === undefined ? place.sort : "option"]} />
      </p>
      <TextField value={typed ?? former} onChange={setTyped} isInvalid={isTaken}>
        <Label>
          <FormattedMessage id="editor.recode.to" />
        </Label>
        <Input dir="ltr" />
        <Text slot="description">
          <FormattedMessage id="editor.recode.hint" />
        </Text>
        <FieldError>
          <FormattedMessage id="editor.codeTaken" values={{ code: <code dir="ltr">{code}</code> }} />
        </FieldError>
      </TextField>
      {wasMoved && (
        <p className="notice" role="alert">
          <FormattedMessage id="editor.movedOn" values={{ revision: draft.revision }} />
        </p>
      )}
      <FaultNote error={error} title={<FormattedMessage id="editor.notDone" />} />
      <div className={style.acts}>
        <Button type="submit" data-variant="primary" isPending={isBusy} isDisabled={!isReady}>
          <FormattedMessage id="editor.recode.now" />
        </Button>
        <Button onPress={onEnd}>
          <FormattedMessage id="editor.leaveIt" />
        </Button>
      </div>
    </form>
  );
}

const MEANS = {
  edition: "editor.recode.means.module",
  module: "editor.recode.means.module",
  section: "editor.recode.means.section",
  question: "editor.recode.means.question",
  list: "editor.recode.means.list",
  option: "editor.recode.means.option",
} as const;
