import { Button, FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language, TextStatus } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Choice } from "../../widgets/choice";
import { type Draft, lengthOf, LONGEST_RATIONALE, LONGEST_TITLE, type Paragraph, type Wording } from "./draft";
import style from "./proposals.module.css";

interface Props {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
  /** Whether what is missing is said. */
  isJudged: boolean;
}

/** What is said in one language, said to be in another one; or nowhere any more. */
function moved(paragraphs: readonly Paragraph[], from: Language, to: Language | null): Paragraph[] {
  return paragraphs.map(({ number, texts }) => {
    const { [from]: words, ...others } = texts;
    return { number, texts: to === null || words === undefined ? others : { ...others, [to]: words } };
  });
}

/** Title and rationale, in one language or more, each with how far it may be relied on. */
export function WordingFields({ draft, onChange, isJudged }: Props) {
  const { wordings, paragraphs } = draft;
  const free = LANGUAGES.map(apiLanguage).filter((code) => !wordings.some(({ language }) => language === code));
  const [next] = free;
  const change = (place: number, changes: Partial<Wording>) => {
    const before = wordings[place]!.language;
    onChange({
      wordings: wordings.map((wording, at) => (at === place ? { ...wording, ...changes } : wording)),
      ...(changes.language && { paragraphs: moved(paragraphs, before, changes.language) }),
    });
  };
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
          onRemove={
            wordings.length > 1
              ? () =>
                  onChange({
                    wordings: wordings.filter((_, at) => at !== place),
                    paragraphs: moved(paragraphs, wording.language, null),
                  })
              : null
          }
        />
      ))}
      {next !== undefined && (
        <Button
          onPress={() =>
            onChange({ wordings: [...wordings, { language: next, status: "UNOFFICIAL", title: "", rationale: "" }] })
          }
        >
          <FormattedMessage id="capacity.addLanguage" />
        </Button>
      )}
    </>
  );
}

const STATUSES = [
  ["OFFICIAL", "proposal.statusOf.official"],
  ["UNOFFICIAL", "proposal.statusOf.unofficial"],
  ["MACHINE", "proposal.statusOf.machine"],
] as const satisfies readonly (readonly [TextStatus, string])[];

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
  const { language, status, title, rationale } = wording;
  const tongue = tongueOf(language);
  const direction = directionOf(tongue);
  const offered = LANGUAGES.filter((code) => code === tongue || free.includes(apiLanguage(code)));
  const isMissing = isJudged && (isFirst || rationale.trim() !== "") && title.trim() === "";
  const over = { title: lengthOf(title) - LONGEST_TITLE, rationale: lengthOf(rationale) - LONGEST_RATIONALE };
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
        <Choice
          label={formatMessage({ id: "proposal.statusLabel" })}
          items={STATUSES.map(([code, label]) => ({ code, label: formatMessage({ id: label }) }))}
          value={status}
          onChoose={(code) => {
            const chosen = STATUSES.find(([one]) => one === code);
            if (chosen) onChange({ status: chosen[0] });
          }}
        />
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
        value={rationale}
        onChange={(typed) => onChange({ rationale: typed })}
        isInvalid={over.rationale > 0}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="proposal.rationale" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="proposal.rationaleHint" />
        </Text>
        <TextArea lang={tongue} dir={direction} />
        <FieldError>{formatMessage({ id: "capacity.over" }, { count: over.rationale })}</FieldError>
      </TextField>
      {onRemove && (
        <Button data-variant="quiet" onPress={onRemove}>
          <FormattedMessage id="proposal.removeLanguage" values={{ language: OWN_NAMES[tongue] }} />
        </Button>
      )}
    </div>
  );
}
