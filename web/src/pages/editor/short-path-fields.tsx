import { Checkbox, CheckboxGroup, FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import { codesOf, defined, isShortPathWhole } from "./definition";
import type { Shown } from "./draft";
import style from "./editor.module.css";
import { Stands } from "./stands";
import type { Typed } from "./use-typed";

/** The short path: modules whose core questions are a good first filing, and how many of them there may be. */
export function ShortPathFields({ shown, typed }: { shown: Shown; typed: Typed }) {
  const [modules, limit] = [defined("pathModules"), defined("pathLimit")];
  const chosen = codesOf(typed.typed[modules]);
  const codes = shown.modules.map(({ code }) => code);
  // One that somebody removed meanwhile stays to be seen, and taken out.
  const all = [...codes, ...chosen.filter((code) => !codes.includes(code))];
  return (
    <fieldset className={style.slot}>
      <legend>
        <FormattedMessage id="editor.def.shortPath" />
      </legend>
      <CheckboxGroup
        value={chosen}
        onChange={(next) => typed.change({ [modules]: all.filter((code) => next.includes(code)).join(" ") })}
      >
        <Label>
          <FormattedMessage id="editor.def.pathModules" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="editor.def.shortPathHint" />
        </Text>
        {all.map((code) => (
          <Checkbox key={code} value={code}>
            <span>
              <code dir="ltr">{code}</code>{" "}
              <Localised text={shown.modules.find((one) => one.code === code)?.title} isPlain />
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Stands typed={typed} name="pathModules" />
      {chosen.length > 0 && (
        <TextField
          value={typed.typed[limit] ?? ""}
          onChange={(text) => typed.change({ [limit]: text })}
          isInvalid={!isShortPathWhole(typed.typed)}
        >
          <Label>
            <FormattedMessage id="editor.def.pathLimit" />
          </Label>
          <Input dir="ltr" inputMode="numeric" />
          <FieldError>
            <FormattedMessage id="editor.def.pathLimitNeeded" />
          </FieldError>
        </TextField>
      )}
      <Stands typed={typed} name="pathLimit" />
    </fieldset>
  );
}
