import type { ReactNode } from "react";
import { Button, FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES, tongueOf } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { Choice } from "../choice";
import style from "./entries.module.css";
import { lengthOf } from "./length";

/** What something is called in one language, and what more is said of it. */
export interface Said {
  language: Language;
  title: string;
  text: string;
}

interface Props {
  said: Said;
  /** The languages in which nothing is said yet. */
  free: readonly Language[];
  isFirst: boolean;
  /** Whether what is missing is said. */
  isJudged: boolean;
  /** How many characters there may be. */
  longest: { title: number; text: number };
  words: { text: MessageId; hint: MessageId; remove: MessageId };
  /** What else is chosen for this language. */
  beside?: ReactNode;
  onChange: (changes: Partial<Said>) => void;
  /** Takes this language away, where others stay. */
  onRemove: (() => void) | null;
}

/** The languages in which nothing is said yet. */
export const freeOf = (wordings: readonly { language: Language }[]): Language[] =>
  LANGUAGES.map(apiLanguage).filter((code) => !wordings.some(({ language }) => language === code));

/** A title and a text in one language. */
export function WordingField({ said, free, isFirst, isJudged, longest, words, beside, onChange, onRemove }: Props) {
  const { formatMessage } = useIntl();
  const { language, title, text } = said;
  const tongue = tongueOf(language);
  const direction = directionOf(tongue);
  const offered = LANGUAGES.filter((code) => code === tongue || free.includes(apiLanguage(code)));
  const isMissing = isJudged && (isFirst || text.trim() !== "") && title.trim() === "";
  const over = { title: lengthOf(title) - longest.title, text: lengthOf(text) - longest.text };
  return (
    <div className={style.oneLanguage} role="group" aria-label={OWN_NAMES[tongue]}>
      <div className={style.choosing}>
        <Choice
          label={formatMessage({ id: "capacity.textLanguage" })}
          items={offered.map((code) => ({ code, label: OWN_NAMES[code] }))}
          value={tongue}
          onChoose={(code) => {
            const chosen = LANGUAGES.find((one) => one === code);
            if (chosen && chosen !== tongue) onChange({ language: apiLanguage(chosen) });
          }}
        />
        {beside}
      </div>
      <TextField
        value={title}
        onChange={(typed) => onChange({ title: typed })}
        isInvalid={isMissing || over.title > 0}
        isRequired={isFirst}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="capacity.title" />
        </Label>
        <Input lang={tongue} dir={direction} />
        <FieldError>
          {over.title > 0
            ? formatMessage({ id: "capacity.over" }, { count: over.title })
            : formatMessage({ id: isFirst ? "capacity.fault.title" : "capacity.fault.titleEach" })}
        </FieldError>
      </TextField>
      <TextField
        value={text}
        onChange={(typed) => onChange({ text: typed })}
        isInvalid={over.text > 0}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id={words.text} />
        </Label>
        <Text slot="description">
          <FormattedMessage id={words.hint} />
        </Text>
        <TextArea lang={tongue} dir={direction} />
        <FieldError>{formatMessage({ id: "capacity.over" }, { count: over.text })}</FieldError>
      </TextField>
      {onRemove && (
        <Button data-variant="quiet" onPress={onRemove}>
          <FormattedMessage id={words.remove} values={{ language: OWN_NAMES[tongue] }} />
        </Button>
      )}
    </div>
  );
}
