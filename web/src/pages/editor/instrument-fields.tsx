import { useIntl } from "react-intl";

import { AdoptionBadge, FaultNote, Localised } from "../../widgets";
import { Picker } from "../capacity/picker";
import { type Choices, useChoices } from "../capacity/reading";
import { codesOf, defined } from "./definition";
import style from "./editor.module.css";
import { Stands } from "./stands";
import type { Typed } from "./use-typed";
import { FIELDS } from "./words";

const NAME = "instruments";

/** The instruments that an edition asks about, found by symbol or title; in the order in which they were chosen. */
export function InstrumentFields({ typed }: { typed: Typed }) {
  const { formatMessage } = useIntl();
  const { choices, error } = useChoices();
  const chosen = codesOf(typed.typed[defined(NAME)]);
  const label = formatMessage({ id: FIELDS[NAME] });
  const texts = new Map((choices?.instruments.nodes ?? []).map((text) => [text.code, text]));
  const nameOf = (code: string) => {
    const text = texts.get(code);
    // One that does not exist stays to be seen, and taken out.
    if (!text) return code;
    return text.shortTitle ? `${text.symbol}: ${text.shortTitle.content}` : text.symbol;
  };
  return (
    <fieldset className={style.slot}>
      <legend>{label}</legend>
      <FaultNote error={error} />
      {choices ? (
        <Picker
          chosenLabel={label}
          addLabel={formatMessage({ id: "editor.def.addInstrument" })}
          items={[...texts.keys()].map((code) => ({ code, label: nameOf(code) }))}
          chosen={chosen}
          onChoose={(codes) => typed.change({ [defined(NAME)]: codes.join(" ") })}
          show={(code) => <Named text={texts.get(code)} code={code} />}
          nameOf={nameOf}
        />
      ) : (
        <p dir="ltr">{chosen.join(" ")}</p>
      )}
      <Stands typed={typed} name={NAME} />
    </fieldset>
  );
}

/** An instrument by its symbol and title, with what became of it; one that does not exist by its code. */
function Named({ text, code }: { text: Choices["instruments"]["nodes"][number] | undefined; code: string }) {
  if (!text) return <code dir="ltr">{code}</code>;
  return (
    <>
      <bdi>{text.symbol}</bdi> <Localised text={text.shortTitle} isPlain /> <AdoptionBadge adoption={text.adoption} />
    </>
  );
}
