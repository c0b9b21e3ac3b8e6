import { useState } from "react";
import { FieldError, Label, Radio, RadioGroup, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { tab } from "../../app/storage";
import type { Language, Visibility } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Act } from "../../widgets/entries/act";
import { lengthOf } from "../../widgets/entries/length";
import { READERS, RELEASES } from "../capacity/words";
import { Audience } from "../survey/sharing-editor";
import type { Whole } from "./documents";
import { LONGEST_TEXT, type Texts } from "./draft";
import { ReleaseProposal } from "./editing-documents";
import style from "./proposals.module.css";
import { refusalsOf } from "./refusals";

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
  const input =
    chosen !== null &&
    (!isAudience || states.length + organisations.length > 0) &&
    (number === 1 || said.length > 0) &&
    said.every((one) => lengthOf(one.content) <= LONGEST_TEXT)
      ? {
          id,
          revision: revision ?? 0,
          visibility: chosen,
          audience: isAudience ? { states, organisations } : null,
          changes: number === 1 ? [] : said,
        }
      : null;

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
      <Act
        words={{
          act: "proposal.release",
          title: "proposal.releaseTitle",
          means: [
            ...(chosen === null ? [] : (["proposal.releaseReaders"] as const)),
            "proposal.releaseForGood",
            ...(number > 1 ? (["proposal.releaseNames"] as const) : []),
          ],
          now: "proposal.releaseNow",
        }}
        values={{ number, readers: chosen && <FormattedMessage key="readers" id={READERS[chosen]} /> }}
        isPrimary
        isDisabled={input === null}
        refusals={refusalsOf("capacity.authorityReleases")}
        run={async (client) => (input === null ? {} : client.mutation(ReleaseProposal, { input }).toPromise())}
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
