import { useId } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { OneMade } from "./one-made";
import type { Compilation } from "./documents";
import type { Series } from "./series";
import style from "./compilations.module.css";

interface Props {
  series: Series;
  /** Asks for the same in another language or form. */
  onSame: (compilation: Compilation) => void;
}

/** One document: as of which position, for whom, how many replies are in it; and in which languages and forms it is made. */
export function OneSeries({ series: { all }, onSame }: Props) {
  const { formatMessage } = useIntl();
  const heading = useId();
  const [first] = all;
  const { kind, symbol, asOf, readers } = first;
  const replies = all.find(({ progress }) => progress.replies !== null)?.progress.replies;
  const name = symbol ?? formatMessage({ id: `compilation.kind.${kind}` });
  return (
    <article className={style.series} aria-labelledby={heading}>
      <h2 id={heading}>
        <bdi>{name}</bdi>
      </h2>
      <p className={style.facts}>
        {symbol && (
          <>
            <FormattedMessage id={`compilation.kind.${kind}`} />
            {" · "}
          </>
        )}
        <FormattedMessage id="compilation.asOf" values={{ position: asOf }} />
        {" · "}
        <FormattedMessage id={`compilation.for.${readers}`} />
        {replies != null && (
          <>
            {" · "}
            <FormattedMessage id="compilation.replies" values={{ count: replies }} />
          </>
        )}
      </p>
      <ul role="list" className={style.made}>
        {all.map((one) => (
          <li key={one.id}>
            <OneMade compilation={one} name={name} />
          </li>
        ))}
      </ul>
      <Button
        data-variant="quiet"
        aria-label={formatMessage({ id: "compilation.sameOf" }, { name, position: asOf })}
        onPress={() => onSame(first)}
      >
        <FormattedMessage id="compilation.same" />
      </Button>
    </article>
  );
}
