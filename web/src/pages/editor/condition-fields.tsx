import { Button, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { ConditionOperator } from "../../gql/graphql";
import { Choice } from "../../widgets/choice";
import { type Asked, defined, questionsOf, severalOf } from "./definition";
import { Stands } from "./stands";
import type { Shown } from "./draft";
import style from "./editor.module.css";
import type { Place } from "./place";
import type { Typed } from "./use-typed";
import { OPERATORS } from "./words";

interface Props {
  place: Place;
  shown: Shown;
  typed: Typed;
}

/** On what it depends whether a place is asked: conditions on questions before it. */
export function ConditionFields({ place, shown, typed }: Props) {
  const { formatMessage } = useIntl();
  const conditions = severalOf<Asked>(typed.typed[defined("conditions")]);
  const keep = (next: readonly Asked[]) =>
    typed.change({ [defined("conditions")]: next.length === 0 ? "" : JSON.stringify(next) });
  const earlier = questionsBefore(shown, place);
  const [first] = earlier;
  return (
    <fieldset className={style.slot}>
      <legend>
        <FormattedMessage id="editor.def.condition" />
      </legend>
      {conditions.length === 0 && (
        <p className={style.note}>
          <FormattedMessage id="editor.def.always" />
        </p>
      )}
      {conditions.length > 1 && (
        <Choice
          label={formatMessage({ id: "editor.def.joined" })}
          items={[
            { code: "ALL", label: formatMessage({ id: "questionnaire.asked.ALL" }) },
            { code: "ANY", label: formatMessage({ id: "questionnaire.asked.ANY" }) },
          ]}
          value={typed.typed[defined("behaviour")]}
          onChoose={(code) => typed.change({ [defined("behaviour")]: code ?? "ALL" })}
        />
      )}
      {conditions.map((condition, at) => (
        <One
          key={at}
          condition={condition}
          // One that refers to something later is a fault, and shown all the same.
          questions={earlier.includes(condition.question) ? earlier : [condition.question, ...earlier]}
          shown={shown}
          onChange={(changes) => keep(conditions.map((one, other) => (other === at ? { ...one, ...changes } : one)))}
          onRemove={() => keep(conditions.filter((_, other) => other !== at))}
        />
      ))}
      <Stands typed={typed} name="conditions" />
      {first !== undefined && (
        <Button onPress={() => keep([...conditions, { question: first, operator: "EXISTS", answer: "true" }])}>
          <FormattedMessage id="editor.def.addCondition" />
        </Button>
      )}
    </fieldset>
  );
}

/** The questions that come before a place, in order. */
export function questionsBefore(shown: Shown, { sort, code }: Place): string[] {
  const before: string[] = [];
  for (const module of shown.modules) {
    if (sort === "module" && module.code === code) return before;
    for (const section of module.sections) {
      if (sort === "section" && section.code === code) return before;
      for (const question of section.questions) {
        if (sort === "question" && question.code === code) return before;
        before.push(question.code);
      }
    }
  }
  return before;
}

interface OneProps {
  condition: Asked;
  questions: readonly string[];
  shown: Shown;
  onChange: (changes: Partial<Asked>) => void;
  onRemove: () => void;
}

function One({ condition: { question, operator, answer }, questions, shown, onChange, onRemove }: OneProps) {
  const { formatMessage } = useIntl();
  const asked = questionsOf(shown).find((one) => one.code === question);
  const options = shown.optionLists.find(({ code }) => code === asked?.optionList?.code)?.options;
  const isYesOrNo = operator === "EXISTS" || asked?.kind === "BOOLEAN";
  const yesOrNo = [
    { code: "true", label: formatMessage({ id: "questionnaire.yes" }) },
    { code: "false", label: formatMessage({ id: "questionnaire.no" }) },
  ];
  const items = isYesOrNo
    ? yesOrNo
    : options?.map(({ code, label }) => ({ code, label: [label?.content, code].filter(Boolean).join(" · ") }));
  const words = (code: string) => questionsOf(shown).find((one) => one.code === code)?.prompt?.content;
  return (
    <div className={style.condition}>
      <Choice
        label={formatMessage({ id: "editor.place.question" })}
        items={questions.map((code) => ({ code, label: [code, words(code)].filter(Boolean).join(" · ") }))}
        value={question}
        onChoose={(code) => code !== undefined && onChange({ question: code, operator: "EXISTS", answer: "true" })}
      />
      <Choice
        label={formatMessage({ id: "editor.def.operator" })}
        items={Object.entries(OPERATORS).map(([code, id]) => ({ code, label: formatMessage({ id }) }))}
        value={operator}
        onChoose={(code) => {
          const chosen = code as ConditionOperator;
          const isOther = (chosen === "EXISTS") !== (operator === "EXISTS");
          const fitting = chosen === "EXISTS" || asked?.kind === "BOOLEAN" ? "true" : (options?.[0]?.code ?? "");
          onChange({ operator: chosen, ...(isOther && { answer: fitting }) });
        }}
      />
      {items ? (
        <Choice
          label={formatMessage({ id: "editor.def.answer" })}
          items={items}
          value={answer}
          onChoose={(code) => code !== undefined && onChange({ answer: code })}
        />
      ) : (
        <TextField value={answer} onChange={(text) => onChange({ answer: text })}>
          <Label>
            <FormattedMessage id="editor.def.answer" />
          </Label>
          <Input dir="ltr" inputMode="decimal" />
        </TextField>
      )}
      <Button data-variant="quiet" onPress={onRemove}>
        <FormattedMessage id="editor.def.removeCondition" values={{ question }} />
      </Button>
    </div>
  );
}
