import { Button, FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import shared from "../../widgets/entries/entries.module.css";
import { lengthOf } from "../../widgets/entries/length";
import { type Draft, faultOf, LONGEST_TEXT, MOST, numberAfter, type Paragraph } from "./draft";
import style from "./proposals.module.css";

interface Props {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
  isJudged: boolean;
}

/** The proposed text, paragraph by paragraph, each in every language that the proposal is in. */
export function ParagraphFields({ draft, onChange, isJudged }: Props) {
  const { paragraphs, relations } = draft;
  const languages = draft.wordings.map(({ language }) => language);
  const change = (place: number, changes: Partial<Paragraph>) => {
    const before = paragraphs[place]!.number;
    onChange({
      paragraphs: paragraphs.map((paragraph, at) => (at === place ? { ...paragraph, ...changes } : paragraph)),
      // What a paragraph stands in goes with its number.
      ...(changes.number !== undefined && {
        relations: relations.map((relation) =>
          before !== "" && relation.paragraph === before ? { ...relation, paragraph: changes.number! } : relation,
        ),
      }),
    });
  };
  const swapped = (place: number) => {
    const next = [...paragraphs];
    [next[place - 1], next[place]] = [next[place]!, next[place - 1]!];
    onChange({ paragraphs: next });
  };
  return (
    <>
      <p className={shared.note}>
        <FormattedMessage id="proposal.paragraphsHint" />
      </p>
      {paragraphs.map((paragraph, place) => (
        <One
          key={place}
          paragraph={paragraph}
          place={place}
          fault={isJudged ? faultOf(paragraphs, place) : null}
          languages={languages}
          onChange={(changes) => change(place, changes)}
          onUp={place > 0 ? () => swapped(place) : null}
          onRemove={
            paragraphs.length > 1 ? () => onChange({ paragraphs: paragraphs.filter((_, at) => at !== place) }) : null
          }
        />
      ))}
      {paragraphs.length < MOST && (
        <Button
          onPress={() => onChange({ paragraphs: [...paragraphs, { number: numberAfter(paragraphs), texts: {} }] })}
        >
          <FormattedMessage id="proposal.addParagraph" />
        </Button>
      )}
    </>
  );
}

interface OneProps {
  paragraph: Paragraph;
  place: number;
  fault: ReturnType<typeof faultOf>;
  languages: readonly Language[];
  onChange: (changes: Partial<Paragraph>) => void;
  onUp: (() => void) | null;
  onRemove: (() => void) | null;
}

const OF_NUMBER: readonly ReturnType<typeof faultOf>[] = [
  "proposal.fault.number",
  "proposal.fault.numberTwice",
  "proposal.fault.numberPart",
];

function One({ paragraph, place, fault, languages, onChange, onUp, onRemove }: OneProps) {
  const { formatMessage } = useIntl();
  const { number, texts } = paragraph;
  const isNumber = OF_NUMBER.includes(fault);
  const name = formatMessage({ id: "proposal.paragraphNumbered" }, { number: number || String(place + 1) });
  return (
    <div className={shared.oneLanguage} role="group" aria-label={name}>
      <TextField
        className={`react-aria-TextField ${style.numbering}`}
        value={number}
        onChange={(typed) => onChange({ number: typed })}
        isInvalid={isNumber}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="proposal.number" />
        </Label>
        <Input dir="ltr" autoComplete="off" spellCheck={false} />
        <FieldError>{fault && isNumber && formatMessage({ id: fault })}</FieldError>
      </TextField>
      {languages.map((language, at) => {
        const tongue = tongueOf(language);
        const words = texts[language] ?? "";
        const over = lengthOf(words) - LONGEST_TEXT;
        const isMissing = fault === "proposal.fault.paragraph" && at === 0;
        return (
          <TextField
            key={language}
            value={words}
            onChange={(typed) => onChange({ texts: { ...texts, [language]: typed } })}
            isInvalid={isMissing || over > 0}
            validationBehavior="aria"
          >
            <Label>
              <FormattedMessage id="proposal.wordsIn" values={{ language: OWN_NAMES[tongue] }} />
            </Label>
            {at === 0 && place === 0 && (
              <Text slot="description">
                <FormattedMessage id="proposal.wordsHint" />
              </Text>
            )}
            <TextArea lang={tongue} dir={directionOf(tongue)} />
            <FieldError>
              {over > 0
                ? formatMessage({ id: "capacity.over" }, { count: over })
                : formatMessage({ id: "proposal.fault.paragraph" })}
            </FieldError>
          </TextField>
        );
      })}
      <div className={shared.acts}>
        {onUp && (
          <Button data-variant="quiet" onPress={onUp}>
            <FormattedMessage id="proposal.moveUp" values={{ name }} />
          </Button>
        )}
        {onRemove && (
          <Button data-variant="quiet" onPress={onRemove}>
            <FormattedMessage id="capacity.remove" values={{ name }} />
          </Button>
        )}
      </div>
    </div>
  );
}
