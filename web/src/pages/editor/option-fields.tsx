import { useState } from "react";
import { Button, Checkbox, FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { defined, type OptionOf, severalOf } from "./definition";
import { Stands } from "./stands";
import style from "./editor.module.css";
import type { Typed } from "./use-typed";

/** The options of a list in their order; what people read of each is written below once it is there. */
export function OptionFields({ typed }: { typed: Typed }) {
  const [code, setCode] = useState("");
  const options = severalOf<OptionOf>(typed.typed[defined("options")]);
  const keep = (next: readonly OptionOf[]) =>
    typed.change({ [defined("options")]: next.length === 0 ? "" : JSON.stringify(next) });
  const change = (at: number, changes: Partial<OptionOf>) =>
    keep(options.map((one, other) => (other === at ? { ...one, ...changes } : one)));
  const swap = (at: number) =>
    keep(options.map((one, other) => (other === at ? options[at - 1]! : other === at - 1 ? options[at]! : one)));
  const isTaken = options.some((one) => one.code === code.trim());
  const isNew = code.trim() !== "" && !isTaken;
  return (
    <fieldset className={style.slot}>
      <legend>
        <FormattedMessage id="editor.def.options" />
      </legend>
      {options.map((option, at) => (
        <div key={option.code} className={style.option} role="group" aria-label={option.code}>
          <code dir="ltr">{option.code}</code>
          <Checkbox isSelected={option.isExclusive} onChange={(isExclusive) => change(at, { isExclusive })}>
            <FormattedMessage id="editor.def.exclusive" />
          </Checkbox>
          <Checkbox isSelected={option.hasText} onChange={(hasText) => change(at, { hasText })}>
            <FormattedMessage id="editor.def.hasText" />
          </Checkbox>
          {at > 0 && (
            <Button data-variant="quiet" onPress={() => swap(at)}>
              <FormattedMessage id="editor.act.optionUp" values={{ code: option.code }} />
            </Button>
          )}
          <Button data-variant="quiet" onPress={() => keep(options.filter((_, other) => other !== at))}>
            <FormattedMessage id="editor.act.removeOption" values={{ code: option.code }} />
          </Button>
        </div>
      ))}
      <Stands typed={typed} name="options" />
      <TextField value={code} onChange={setCode} isInvalid={isTaken}>
        <Label>
          <FormattedMessage id="editor.def.newOption" />
        </Label>
        <Input dir="ltr" />
        <Text slot="description">
          <FormattedMessage id="editor.def.newOptionHint" />
        </Text>
        <FieldError>
          <FormattedMessage id="editor.codeTaken" values={{ code: <code dir="ltr">{code.trim()}</code> }} />
        </FieldError>
      </TextField>
      <Button
        isDisabled={!isNew}
        onPress={() => {
          keep([...options, { code: code.trim(), isExclusive: false, hasText: false }]);
          setCode("");
        }}
      >
        <FormattedMessage id="editor.def.addOption" />
      </Button>
    </fieldset>
  );
}
