import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { defined } from "./definition";
import type { Draft } from "./draft";
import style from "./editor.module.css";
import { Stands } from "./stands";
import type { Typed } from "./use-typed";
import { FIELDS } from "./words";

const NAME = "pattern";

/** The pattern of a question: one of those that questions have, found by its name, or another that is typed. */
export function PatternField({ patterns, typed }: { patterns: Draft["patterns"]; typed: Typed }) {
  return (
    <>
      <ComboBox
        inputValue={typed.typed[defined(NAME)] ?? ""}
        onInputChange={(name) => typed.change({ [defined(NAME)]: name })}
        defaultItems={patterns}
        menuTrigger="input"
        allowsCustomValue
      >
        <Label>
          <FormattedMessage id={FIELDS[NAME]} />
        </Label>
        <Input className="react-aria-Input" dir="ltr" />
        <Text slot="description">
          <FormattedMessage id="editor.patternHint" />
        </Text>
        <Popover>
          <ListBox>
            {(pattern: Draft["patterns"][number]) => (
              <ListBoxItem id={pattern.name} textValue={pattern.name}>
                <code dir="ltr">{pattern.name}</code>{" "}
                <span className={style.far}>
                  <FormattedMessage id="questionnaire.questions" values={{ count: pattern.questionCount }} />
                  {pattern.isLead && (
                    <>
                      {" · "}
                      <FormattedMessage id="editor.def.leads" />
                    </>
                  )}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <Stands typed={typed} name={NAME} />
    </>
  );
}
