import { Checkbox, FieldError, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { BoundField, Precision, QuestionKind, QuestionLevel, VisibilityCeiling } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Choice } from "../../widgets/choice";
import { READERS } from "../survey/readers";
import { ConditionFields } from "./condition-fields";
import { BOUNDS, type Continued, defined, severalOf } from "./definition";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import { InstrumentFields } from "./instrument-fields";
import { OptionFields } from "./option-fields";
import { PatternField } from "./pattern-field";
import type { Place } from "./place";
import { ProvisionFields } from "./provision-fields";
import { ShortPathFields } from "./short-path-fields";
import { Stands } from "./stands";
import type { Typed } from "./use-typed";
import { BINDS, FIELDS, KINDS, LEVELS, OPENS, PRECISIONS } from "./words";

interface Props {
  draft: Draft;
  place: Place;
  shown: Shown;
  typed: Typed;
}

/** What a place is, beside its words. */
export function DefinitionFields({ draft, place, shown, typed }: Props) {
  const part = { typed };
  switch (place.sort) {
    case "edition":
      return (
        <>
          <Pick {...part} name="kind" label="editor.kind" items={KINDS} />
          <Pick {...part} name="opens" label="editor.opens" items={OPENS} />
          <InstrumentFields {...part} />
          <ShortPathFields {...part} shown={shown} />
        </>
      );
    case "module":
      return <ConditionFields {...part} shown={shown} place={place} />;
    case "section":
      return (
        <>
          <InModule {...part} shown={shown} />
          <ProvisionFields {...part} name="provisions" />
          <ProvisionFields {...part} name="related" />
          <ConditionFields {...part} shown={shown} place={place} />
        </>
      );
    case "list":
      return <OptionFields {...part} />;
    case "question":
      return <QuestionFields {...part} draft={draft} shown={shown} place={place} />;
  }
}

/** The module that a section stands in: in another one it comes last, with all that is in it. */
function InModule({ shown, typed }: Omit<Props, "draft" | "place">) {
  const { formatMessage } = useIntl();
  return (
    <>
      <Choice
        label={formatMessage({ id: "editor.def.module" })}
        items={shown.modules.map(({ code, title }) => ({ code, label: title ? `${code}: ${title.content}` : code }))}
        value={typed.typed[defined("module")]}
        onChoose={(code) => code !== undefined && typed.change({ [defined("module")]: code })}
      />
      <p className={style.note}>
        <FormattedMessage id="editor.def.moduleHint" />
      </p>
      <Stands typed={typed} name="module" />
    </>
  );
}

const KINDS_OF_QUESTION: readonly QuestionKind[] = [
  "SINGLE_CHOICE",
  "MULTI_CHOICE",
  "SCALE",
  "BOOLEAN",
  "SHORT_TEXT",
  "LONG_TEXT",
  "NUMBER",
  "DATE",
  "URL_LIST",
  "EVIDENCE",
  "STATE_LIST",
  "CONTACT",
];

const CEILINGS: Record<VisibilityCeiling, MessageId> = {
  NATIONAL_TEAM: READERS.NATIONAL_TEAM,
  SECRETARIAT: READERS.SECRETARIAT,
  MEMBER_STATES: READERS.MEMBER_STATES,
};

function QuestionFields({ draft, place, shown, typed }: Props) {
  const { formatMessage } = useIntl();
  const part = { typed };
  const value = (name: string) => typed.typed[defined(name)] ?? "";
  const kind = value("kind") as QuestionKind;
  const continues = severalOf<Continued>(value("continues"));
  return (
    <>
      <Choice
        label={formatMessage({ id: "editor.def.kind" })}
        items={KINDS_OF_QUESTION.map((code) => ({ code, label: formatMessage({ id: `questionnaire.kind.${code}` }) }))}
        value={kind}
        onChoose={(code) => code !== undefined && typed.change({ [defined("kind")]: code })}
      />
      <Stands typed={typed} name="kind" />
      {BOUNDS[kind].map((name) => {
        if (name === "precision") {
          return <Pick key={name} {...part} name={name} label="editor.def.precision" items={PRECISIONS} />;
        }
        if (name !== "list") return <Line key={name} {...part} name={name} />;
        return (
          <Choice
            key={name}
            label={formatMessage({ id: "editor.place.list" })}
            items={shown.optionLists.map(({ code }) => ({ code, label: code }))}
            value={value("list") === "" ? undefined : value("list")}
            none={formatMessage({ id: "editor.def.noList" })}
            onChoose={(code) => typed.change({ [defined("list")]: code ?? "" })}
          />
        );
      })}
      <Pick {...part} name="level" label="editor.def.level" items={LEVELS} />
      <Checkbox
        isSelected={value("isExpected") === "yes"}
        onChange={(isExpected) => typed.change({ [defined("isExpected")]: isExpected ? "yes" : "" })}
      >
        <FormattedMessage id="survey.expected" />
      </Checkbox>
      <ProvisionFields {...part} name="provisions" />
      <PatternField {...part} patterns={draft.patterns} />
      <Pick {...part} name="ceiling" label="editor.def.ceiling" items={CEILINGS} none="editor.def.noCeiling" />
      <Pick {...part} name="binds" label="editor.def.binds" items={BINDS} none="editor.def.noBinds" />
      <ConditionFields {...part} shown={shown} place={place} />
      {continues.map((line, at) => (
        <Checkbox
          key={`${line.edition} ${line.question}`}
          isSelected={line.isComparable}
          onChange={(isComparable) =>
            typed.change({
              [defined("continues")]: JSON.stringify(
                continues.map((one, place) => (place === at ? { ...one, isComparable } : one)),
              ),
            })
          }
        >
          <FormattedMessage
            id="editor.comparable"
            values={{
              question: (
                <code key="question" dir="ltr">
                  {line.question}
                </code>
              ),
              edition: (
                <code key="edition" dir="ltr">
                  {line.edition}
                </code>
              ),
            }}
          />
        </Checkbox>
      ))}
    </>
  );
}

interface FieldProps {
  typed: Typed;
  name: string;
}

function Line({ typed, name }: FieldProps) {
  const label: MessageId | undefined = (FIELDS as Readonly<Record<string, MessageId>>)[name];
  return (
    <>
      <TextField value={typed.typed[defined(name)] ?? ""} onChange={(text) => typed.change({ [defined(name)]: text })}>
        <Label>{label && <FormattedMessage id={label} />}</Label>
        <Input dir="ltr" />
        <FieldError />
      </TextField>
      <Stands typed={typed} name={name} />
    </>
  );
}

type Codes = QuestionLevel | Precision | VisibilityCeiling | BoundField | string;

interface PickProps extends FieldProps {
  label: MessageId;
  items: Readonly<Record<Codes, MessageId>>;
  none?: MessageId;
}

function Pick({ typed, name, label, items, none }: PickProps) {
  const { formatMessage } = useIntl();
  const value = typed.typed[defined(name)] ?? "";
  return (
    <>
      <Choice
        label={formatMessage({ id: label })}
        items={Object.entries(items).map(([code, id]) => ({ code, label: formatMessage({ id }) }))}
        value={value === "" ? undefined : value}
        {...(none && { none: formatMessage({ id: none }) })}
        onChoose={(code) => typed.change({ [defined(name)]: code ?? "" })}
      />
      <Stands typed={typed} name={name} />
    </>
  );
}
