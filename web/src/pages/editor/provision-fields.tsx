import { FormattedMessage, useIntl } from "react-intl";

import { FaultNote } from "../../widgets";
import { ProvisionPicker } from "../capacity/provision-picker";
import { useChoices } from "../capacity/reading";
import { codesOf, defined } from "./definition";
import style from "./editor.module.css";
import { Stands } from "./stands";
import type { Typed } from "./use-typed";
import { FIELDS } from "./words";

interface Props {
  typed: Typed;
  name: "provisions" | "related";
}

/** Provisions, found by their words; in the order in which they were chosen. */
export function ProvisionFields({ typed, name }: Props) {
  const { formatMessage } = useIntl();
  const { choices, error } = useChoices();
  const chosen = codesOf(typed.typed[defined(name)]);
  const label = formatMessage({ id: FIELDS[name] });
  return (
    <fieldset className={style.slot}>
      <legend>{label}</legend>
      <FaultNote error={error} />
      {choices ? (
        <ProvisionPicker
          choices={choices}
          chosenLabel={label}
          chosen={chosen}
          onChoose={(codes) => typed.change({ [defined(name)]: codes.join(" ") })}
        />
      ) : (
        <p dir="ltr">{chosen.join(" ")}</p>
      )}
      {chosen.length === 0 && (
        <p className={style.note}>
          <FormattedMessage id="editor.def.noProvisions" />
        </p>
      )}
      <Stands typed={typed} name={name} />
    </fieldset>
  );
}
