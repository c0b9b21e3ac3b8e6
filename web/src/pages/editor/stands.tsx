import { FormattedMessage } from "react-intl";

import { defined } from "./definition";
import style from "./editor.module.css";
import type { Typed } from "./use-typed";

interface Props {
  typed: Typed;
  name: string;
}

/** What stands there now, where somebody else wrote something else than was typed. */
export function Stands({ typed, name }: Props) {
  if (!typed.clashes.includes(defined(name))) return null;
  return (
    <div className={style.clash}>
      <p>
        <FormattedMessage id="editor.standsNow" />
      </p>
      <p>
        <code dir="ltr">{typed.base[defined(name)] || "—"}</code>
      </p>
    </div>
  );
}
