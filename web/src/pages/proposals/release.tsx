import { useState } from "react";
import {
  Button,
  Dialog,
  DialogTrigger,
  FieldError,
  Heading,
  Label,
  Modal,
  ModalOverlay,
  Radio,
  RadioGroup,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { tab } from "../../app/storage";
import type { Language, ReleaseProposalInput, Visibility } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { READERS, RELEASES } from "../capacity/words";
import { Audience } from "../survey/sharing-editor";
import type { Whole } from "./documents";
import { lengthOf, LONGEST_TEXT, type Texts } from "./draft";
import { ReleaseProposal } from "./editing-documents";
import style from "./proposals.module.css";
import { RefusedNote } from "./refused";

interface Props {
  proposal: Whole;
  account: string | null;
  onAnew: () => void;
}

/** What was typed about the changes and never sent. */
function recalled(place: string): Texts {
  try {
    return (JSON.parse(tab.read(place) ?? "{}") ?? {}) as Texts;
  } catch {
    return {};
  }
}

/** Releases what is written as the next version, after saying what becomes readable to whom, and that it stays so. */
export function Release({ proposal, account, onAnew }: Props) {
  const { id, revision, content, versions } = proposal;
  const number = versions.length + 1;
  const last = versions.at(-1)?.sharing;
  const languages = (content?.languages ?? []).map(({ language }) => language);
  const place = `normtrack.changes.${account}.${id}`;
  const [chosen, setChosen] = useState<Visibility | null>(last?.visibility ?? null);
  const [states, setStates] = useState<string[]>(last?.audienceStates.map(({ code }) => code) ?? []);
  const [organisations, setOrganisations] = useState<string[]>(
    last?.audienceOrganisations.map(({ code }) => code) ?? [],
  );
  const [changes, setChanges] = useState<Texts>(() => recalled(place));
  const isAudience = chosen === "AUDIENCE";
  const said = languages.flatMap((language) => {
    const words = changes[language]?.trim() ?? "";
    return words === "" ? [] : [{ language, content: words }];
  });
  const isReady =
    chosen !== null &&
    (!isAudience || states.length + organisations.length > 0) &&
    (number === 1 || said.length > 0) &&
    said.every((one) => lengthOf(one.content) <= LONGEST_TEXT);

  const keep = (language: Language, words: string) => {
    const next = { ...changes, [language]: words };
    tab.write(place, Object.values(next).every((one) => !one) ? null : JSON.stringify(next));
    setChanges(next);
  };

  return (
    <div className={style.releasing}>
      <RadioGroup value={chosen} onChange={(value) => setChosen(value as Visibility)}>
        <Label>
          <FormattedMessage id="proposal.releaseTo" values={{ number }} />
        </Label>
        {RELEASES.map((one) => (
          <Radio key={one} value={one}>
            <FormattedMessage id={READERS[one]} />
          </Radio>
        ))}
      </RadioGroup>
      {isAudience && (
        <Audience
          states={states}
          onStates={setStates}
          organisations={organisations}
          onOrganisations={setOrganisations}
        />
      )}
      {number > 1 &&
        languages.map((language) => (
          <ChangesIn key={language} language={language} words={changes[language] ?? ""} onChange={keep} />
        ))}
      <Confirming
        input={
          isReady && chosen !== null
            ? {
                id,
                revision: revision ?? 0,
                visibility: chosen,
                audience: isAudience ? { states, organisations } : null,
                changes: number === 1 ? [] : said,
              }
            : null
        }
        number={number}
        onDone={() => {
          tab.write(place, null);
          onAnew();
        }}
        onAnew={onAnew}
      />
    </div>
  );
}

interface ChangesProps {
  language: Language;
  words: string;
  onChange: (language: Language, words: string) => void;
}

/** What a version changes, in one of its languages. */
function ChangesIn({ language, words, onChange }: ChangesProps) {
  const { formatMessage } = useIntl();
  const tongue = tongueOf(language);
  const over = lengthOf(words) - LONGEST_TEXT;
  return (
    <TextField
      value={words}
      onChange={(typed) => onChange(language, typed)}
      isInvalid={over > 0}
      validationBehavior="aria"
    >
      <Label>
        <FormattedMessage id="proposal.changesIn" values={{ language: OWN_NAMES[tongue] }} />
      </Label>
      <Text slot="description">
        <FormattedMessage id="proposal.changesHint" />
      </Text>
      <TextArea lang={tongue} dir={directionOf(tongue)} />
      <FieldError>{formatMessage({ id: "capacity.over" }, { count: over })}</FieldError>
    </TextField>
  );
}

interface ConfirmingProps {
  /** What is released; nothing, where something is still missing. */
  input: ReleaseProposalInput | null;
  number: number;
  onDone: () => void;
  onAnew: () => void;
}

function Confirming({ input, number, onDone, onAnew }: ConfirmingProps) {
  const [{ fetching }, release] = useMutation(ReleaseProposal);
  const [error, setError] = useState<CombinedError | undefined>();
  const act = async (close: () => void) => {
    if (input === null) return;
    const result = await release({ input });
    setError(result.error);
    if (!result.data) return;
    close();
    onDone();
  };
  return (
    <DialogTrigger onOpenChange={() => setError(undefined)}>
      <Button data-variant="primary" isDisabled={input === null}>
        <FormattedMessage id="proposal.release" values={{ number }} />
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id="proposal.releaseTitle" values={{ number }} />
                </Heading>
                {input && (
                  <p>
                    <FormattedMessage
                      id="proposal.releaseReaders"
                      values={{ readers: <FormattedMessage id={READERS[input.visibility]} /> }}
                    />
                  </p>
                )}
                <p>
                  <FormattedMessage id="proposal.releaseForGood" />
                </p>
                {number > 1 && (
                  <p>
                    <FormattedMessage id="proposal.releaseNames" />
                  </p>
                )}
                <RefusedNote
                  error={error}
                  forbidden="capacity.authorityReleases"
                  onAnew={() => {
                    close();
                    onAnew();
                  }}
                />
                <div className={style.acts}>
                  <Button data-variant="primary" isPending={fetching} onPress={() => void act(close)}>
                    <FormattedMessage id="proposal.releaseNow" />
                  </Button>
                  <Button onPress={close}>
                    <FormattedMessage id="capacity.leave" />
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
