import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "urql";

import { OWN_NAMES, tongueOf } from "../../i18n/language";
import { FaultNote, useTongue } from "../../widgets";
import { sizeOf } from "../evidence/words";
import type { Compilation, Volume } from "./documents";
import { take, type Taken } from "./taking";
import { FORMATS } from "./words";
import style from "./compilations.module.css";

interface Props {
  compilation: Compilation;
  volume: Volume;
  /** How many volumes there are. */
  of: number;
  /** What the document is called. */
  name: string;
}

/** A volume with its hash, to be taken away. */
export function OneVolume({ compilation, volume, of, name }: Props) {
  const { formatMessage, formatNumber } = useIntl();
  const client = useClient();
  const tongue = useTongue();
  const [isBusy, setBusy] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const { language, format } = compilation;
  const { number, size, sha256 } = volume;
  const { value, unit } = sizeOf(size);
  const shown = formatNumber(value, { style: "unit", unit, maximumFractionDigits: 1 });
  const form = FORMATS[format];

  async function act() {
    setTaken(null);
    setBusy(true);
    setTaken(await take(client, compilation, volume, tongue));
    setBusy(false);
  }

  return (
    <>
      <div className={style.volume}>
        {of > 1 && (
          <span>
            <FormattedMessage id="compilation.volume" values={{ number, all: of }} />
          </span>
        )}
        <Button
          isPending={isBusy}
          aria-label={formatMessage(
            { id: "compilation.takeOf" },
            { name, language: OWN_NAMES[tongueOf(language)], format: form, size: shown, number, all: of },
          )}
          onPress={() => void act()}
        >
          <span>
            <FormattedMessage
              id="compilation.take"
              values={{ format: <bdi key="format">{form}</bdi>, size: <bdi key="size">{shown}</bdi> }}
            />
          </span>
        </Button>
        <span className={style.hash}>
          <span className="muted">SHA-256</span> <code dir="ltr">{sha256}</code>
        </span>
      </div>
      <p role="status" className={style.taken}>
        {taken?.is === "taken" && (
          <FormattedMessage
            id={taken.isProven ? "compilation.taken" : "compilation.takenUnproven"}
            values={{ name: <bdi key="name">{taken.name}</bdi> }}
          />
        )}
      </p>
      {taken?.is === "differs" && (
        <p role="alert" className={style.alert}>
          <FormattedMessage id="compilation.differs" />
        </p>
      )}
      {taken?.is === "failed" &&
        (taken.error === null ? (
          <p role="alert" className={style.alert}>
            <FormattedMessage id="printed.gone" />
          </p>
        ) : (
          <FaultNote error={taken.error} title={<FormattedMessage id="compilation.notTaken" />} />
        ))}
    </>
  );
}
