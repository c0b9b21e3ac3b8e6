import { Button, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES, tongueOf } from "../../i18n/language";
import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { DocumentButton } from "../../widgets/document-button";
import { Field, type PartProps } from "./field";
import type { Title } from "./plan";
import type { Choices } from "./reading";
import style from "./rounds.module.css";

interface Props extends PartProps {
  choices: Choices;
  /** The key that it would have as it is typed now. */
  wanted: string;
  /** Whether a round has this key. */
  isTaken: boolean;
}

/** What is asked, and what the round is called. */
export function WhatFields({ plan, faults, onChange, choices, wanted, isTaken }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const edition = choices.editions.find(({ code }) => code === plan.edition);

  const choose = (code = "") => {
    const opens = choices.editions.find((one) => one.code === code)?.opens;
    const isOwn = plan.mandate === "ownRequest";
    // What is answered at the State's own request has no other mandate, and what is not has another one.
    if (opens === "OWN_REQUEST") onChange({ edition: code, mandate: "ownRequest" });
    else onChange({ edition: code, ...(isOwn && { mandate: "paragraph" }) });
  };

  return (
    <>
      <Field place="edition" fault={faults.edition}>
        <Choice
          label={formatMessage({ id: "rounds.edition" })}
          items={choices.editions.map(({ code, title }) => ({
            code,
            label: title ? `${title.content} (${code})` : code,
          }))}
          value={plan.edition === "" ? undefined : plan.edition}
          none={formatMessage({ id: "rounds.chooseEdition" })}
          onChoose={choose}
        />
      </Field>
      {edition && (
        <p className={style.note}>
          <DocumentButton
            documents={[{ is: "form", edition: edition.code }]}
            of={edition.title?.content ?? edition.code}
            variant="quiet"
          />{" "}
          <FormattedMessage id="rounds.editionNote" />
        </p>
      )}
      <Titles plan={plan} faults={faults} onChange={onChange} />
      <Field place="key" fault={faults.key}>
        <TextField
          value={wanted}
          onChange={(key) => onChange({ key })}
          isInvalid={faults.key !== undefined}
          validationBehavior="aria"
        >
          <Label>
            <FormattedMessage id="rounds.key" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="rounds.keyHint" />
          </Text>
          <Input dir="ltr" autoComplete="off" spellCheck={false} autoCapitalize="none" />
        </TextField>
        {isTaken && faults.key !== undefined && (
          <p className={style.note}>
            <Link to="/$tongue/rounds/$round" params={{ tongue, round: wanted }}>
              <FormattedMessage id="rounds.seeTaken" />
            </Link>
          </p>
        )}
      </Field>
    </>
  );
}

/** The title in one language or more. */
export function Titles({ plan: { titles }, faults, onChange }: PartProps) {
  const free = LANGUAGES.map(apiLanguage).filter((code) => !titles.some(({ language }) => language === code));
  const [next] = free;
  const change = (place: number, changes: Partial<Title>) =>
    onChange({ titles: titles.map((title, at) => (at === place ? { ...title, ...changes } : title)) });
  return (
    <Field place="titles" fault={faults.titles}>
      {titles.map((title, place) => (
        <OneTitle
          key={place}
          title={title}
          offered={LANGUAGES.map(apiLanguage).filter((code) => code === title.language || free.includes(code))}
          isInvalid={place === 0 && faults.titles !== undefined}
          onChange={(changes) => change(place, changes)}
          onRemove={titles.length > 1 ? () => onChange({ titles: titles.filter((_, at) => at !== place) }) : null}
        />
      ))}
      {next !== undefined && (
        <p>
          <Button onPress={() => onChange({ titles: [...titles, { language: next, content: "" }] })}>
            <FormattedMessage id="rounds.addLanguage" />
          </Button>
        </p>
      )}
    </Field>
  );
}

interface OneProps {
  title: Title;
  offered: readonly Title["language"][];
  isInvalid: boolean;
  onChange: (changes: Partial<Title>) => void;
  onRemove: (() => void) | null;
}

function OneTitle({ title: { language, content }, offered, isInvalid, onChange, onRemove }: OneProps) {
  const { formatMessage } = useIntl();
  const tongue = tongueOf(language);
  return (
    <div className={style.title} role="group" aria-label={OWN_NAMES[tongue]}>
      <TextField
        value={content}
        onChange={(typed) => onChange({ content: typed })}
        isInvalid={isInvalid}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="rounds.title" />
        </Label>
        <Input lang={tongue} dir={directionOf(tongue)} />
      </TextField>
      <Choice
        label={formatMessage({ id: "rounds.titleLanguage" })}
        items={offered.map((code) => ({ code, label: OWN_NAMES[tongueOf(code)] }))}
        value={language}
        onChoose={(code) => {
          const chosen = offered.find((one) => one === code);
          if (chosen) onChange({ language: chosen });
        }}
      />
      {onRemove && (
        <Button data-variant="quiet" onPress={onRemove}>
          <FormattedMessage id="rounds.removeLanguage" values={{ language: OWN_NAMES[tongue] }} />
        </Button>
      )}
    </div>
  );
}
