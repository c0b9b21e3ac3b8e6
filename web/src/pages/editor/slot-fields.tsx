import { FieldError, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { EditionTextKind, Language } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { Choice } from "../../widgets/choice";
import style from "./editor.module.css";
import type { Typed } from "./use-typed";
import { fieldOf, type Slot, statusOf } from "./wording";

const LABELS: Record<EditionTextKind, MessageId> = {
  TITLE: "editor.field.title",
  INTRO: "editor.field.intro",
  MODULE_TITLE: "editor.field.title",
  MODULE_INTRO: "editor.field.intro",
  SECTION_TITLE: "editor.field.title",
  PROMPT: "editor.field.prompt",
  HELP: "editor.field.help",
  LABEL: "editor.field.label",
};

const STATUSES = {
  OFFICIAL: "editor.status.official",
  UNOFFICIAL: "editor.status.unofficial",
  MACHINE: "editor.status.machine",
} as const satisfies Record<string, MessageId>;

/** The most characters at one place. */
const LONGEST = 10_000;

interface Props {
  slot: Slot;
  source: Language;
  typed: Typed;
  isReadOnly: boolean;
}

/** Words at one place in the six languages, those of the source first. */
export function SlotFields({ slot, source, typed, isReadOnly }: Props) {
  const tongues = LANGUAGES.toSorted((a, b) => Number(apiLanguage(b) === source) - Number(apiLanguage(a) === source));
  return (
    <fieldset className={style.slot}>
      <legend>
        <FormattedMessage id={LABELS[slot.kind]} /> {slot.option !== undefined && <code dir="ltr">{slot.option}</code>}
      </legend>
      {tongues.map((tongue) => (
        <InOneLanguage
          key={tongue}
          tongue={tongue}
          slot={slot}
          isSource={apiLanguage(tongue) === source}
          typed={typed}
          isReadOnly={isReadOnly}
        />
      ))}
    </fieldset>
  );
}

interface OneProps {
  tongue: (typeof LANGUAGES)[number];
  slot: Slot;
  isSource: boolean;
  typed: Typed;
  isReadOnly: boolean;
}

function InOneLanguage({ tongue, slot, isSource, typed, isReadOnly }: OneProps) {
  const { formatMessage } = useIntl();
  const language = apiLanguage(tongue);
  const [field, status] = [fieldOf(slot, language), statusOf(slot, language)];
  const content = typed.typed[field] ?? "";
  const reliedOn = typed.typed[status] ?? "UNOFFICIAL";
  const over = [...content].length - LONGEST;
  // Official wording is quoted: it is never typed, only left as it stands.
  const offered =
    reliedOn === "OFFICIAL" ? (["OFFICIAL", "UNOFFICIAL", "MACHINE"] as const) : (["UNOFFICIAL", "MACHINE"] as const);
  return (
    <div className={style.language} data-field={field}>
      <TextField
        value={content}
        isReadOnly={isReadOnly}
        isInvalid={over > 0}
        validationBehavior="aria"
        onChange={(text) => typed.change({ [field]: text, ...(reliedOn === "OFFICIAL" && { [status]: "UNOFFICIAL" }) })}
      >
        <Label>
          <FormattedMessage id={LABELS[slot.kind]} />
          {": "}
          <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi>
          {isSource && (
            <>
              {" "}
              (<FormattedMessage id="editor.isSource" />)
            </>
          )}
        </Label>
        <TextArea
          lang={tongue}
          dir={directionOf(tongue)}
          rows={slot.kind === "PROMPT" || slot.kind === "HELP" ? 3 : 2}
        />
        {isSource && (
          <Text slot="description">
            <FormattedMessage id="editor.sourceHint" />
          </Text>
        )}
        <FieldError>{formatMessage({ id: "editor.tooLong" }, { count: over })}</FieldError>
      </TextField>
      {content !== "" && !isReadOnly && (
        <Choice
          label={formatMessage({ id: "editor.statusIn" }, { language: OWN_NAMES[tongue] })}
          items={offered.map((code) => ({ code, label: formatMessage({ id: STATUSES[code] }) }))}
          value={reliedOn}
          onChoose={(code) => code !== undefined && typed.change({ [status]: code })}
        />
      )}
      {typed.clashes.includes(field) && (
        <div className={style.clash}>
          <p>
            <FormattedMessage id="editor.standsNow" />
          </p>
          <blockquote lang={tongue} dir={directionOf(tongue)}>
            {typed.base[field] || "—"}
          </blockquote>
        </div>
      )}
    </div>
  );
}
