import { Button, FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Choice } from "../../widgets/choice";
import style from "./capacity.module.css";
import { lengthOf, LONGEST_DESCRIPTION, LONGEST_TITLE, type Wording } from "./draft";

interface Props {
  wordings: readonly Wording[];
  onChange: (wordings: Wording[]) => void;
  /** Whether what is missing is said. */
  isJudged: boolean;
}

/** Title and description, in one language or more. */
export function WordingFields({ wordings, onChange, isJudged }: Props) {
  const free = LANGUAGES.map(apiLanguage).filter((code) => !wordings.some(({ language }) => language === code));
  const change = (place: number, changes: Partial<Wording>) =>
    onChange(wordings.map((wording, at) => (at === place ? { ...wording, ...changes } : wording)));
  const [next] = free;
  return (
    <>
      {wordings.map((wording, place) => (
        <InOneLanguage
          key={place}
          wording={wording}
          free={free}
          isFirst={place === 0}
          isJudged={isJudged}
          onChange={(changes) => change(place, changes)}
          onRemove={wordings.length > 1 ? () => onChange(wordings.filter((_, at) => at !== place)) : null}
        />
      ))}
      {next !== undefined && (
        <Button onPress={() => onChange([...wordings, { language: next, title: "", description: "" }])}>
          <FormattedMessage id="capacity.addLanguage" />
        </Button>
      )}
    </>
  );
}

interface OneProps {
  wording: Wording;
  free: readonly Language[];
  isFirst: boolean;
  isJudged: boolean;
  onChange: (changes: Partial<Wording>) => void;
  onRemove: (() => void) | null;
}

function InOneLanguage({ wording, free, isFirst, isJudged, onChange, onRemove }: OneProps) {
  const { formatMessage } = useIntl();
  const { language, title, description } = wording;
  const tongue = tongueOf(language);
  const direction = directionOf(tongue);
  const offered = LANGUAGES.filter((code) => code === tongue || free.includes(apiLanguage(code)));
  const isWanted = isFirst || description.trim() !== "";
  const isMissing = isJudged && isWanted && title.trim() === "";
  const over = { title: lengthOf(title) - LONGEST_TITLE, description: lengthOf(description) - LONGEST_DESCRIPTION };
  return (
    <div className={style.oneLanguage} role="group" aria-label={OWN_NAMES[tongue]}>
      <Choice
        label={formatMessage({ id: "capacity.textLanguage" })}
        items={offered.map((code) => ({ code, label: OWN_NAMES[code] }))}
        value={tongue}
        onChoose={(code) => {
          const chosen = LANGUAGES.find((one) => one === code);
          if (chosen) onChange({ language: apiLanguage(chosen) });
        }}
      />
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
        value={description}
        onChange={(typed) => onChange({ description: typed })}
        isInvalid={over.description > 0}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="capacity.description" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="capacity.descriptionHint" />
        </Text>
        <TextArea lang={tongue} dir={direction} />
        <FieldError>{formatMessage({ id: "capacity.over" }, { count: over.description })}</FieldError>
      </TextField>
      {onRemove && (
        <Button data-variant="quiet" onPress={onRemove}>
          <FormattedMessage id="capacity.removeLanguage" values={{ language: OWN_NAMES[tongue] }} />
        </Button>
      )}
    </div>
  );
}
