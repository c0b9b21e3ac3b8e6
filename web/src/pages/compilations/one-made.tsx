import { ProgressBar } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { OWN_NAMES, tongueOf } from "../../i18n/language";
import { Instant } from "../../widgets";
import type { Compilation } from "./documents";
import { isUnderWay } from "./series";
import { OneVolume } from "./one-volume";
import { FAILURES, FORMATS, STATUSES } from "./words";
import style from "./compilations.module.css";

interface Props {
  compilation: Compilation;
  /** What the document is called. */
  name: string;
}

/** A document in one language and form: how far it is, what became of it, and its volumes. */
export function OneMade({ compilation, name }: Props) {
  const { language, format, askedAt, doneAt, status, failure, volumes } = compilation;
  const tongue = tongueOf(language);
  return (
    <>
      <p className={style.which}>
        <strong>
          <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi> · <bdi>{FORMATS[format]}</bdi>
        </strong>{" "}
        <span className="muted small">
          <FormattedMessage id="compilation.askedAt" values={{ at: <Instant key="at" at={askedAt} /> }} />
        </span>
      </p>
      <p role="status" className={style.status} data-status={status}>
        <FormattedMessage id={STATUSES[status]} values={{ at: doneAt ? <Instant key="at" at={doneAt} /> : null }} />
        {failure && (
          <>
            {" "}
            <FormattedMessage id={FAILURES[failure]} />
          </>
        )}
      </p>
      {status !== "WAITING" && isUnderWay(compilation) && <Progress compilation={compilation} name={name} />}
      {volumes.length > 0 && (
        <ol role="list" className={style.volumes}>
          {volumes.map((volume) => (
            <li key={volume.number}>
              <OneVolume compilation={compilation} volume={volume} of={volumes.length} name={name} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** How many replies of all are gathered; then, how many volumes of all are set. Before either is known, that something goes on. */
function Progress({ compilation: { language, format, progress }, name }: Props) {
  const { formatMessage } = useIntl();
  const { replies, gathered, volumes, set } = progress;
  const isSetting = volumes !== null;
  const [done, all] = isSetting ? [set, volumes] : [gathered, replies];
  // A bar that stands at nothing while its one volume is set would look as if nothing went on.
  const isMeasured = all !== null && all > 0 && !(isSetting && all === 1);
  const words =
    all === null || all === 0
      ? null
      : isSetting
        ? formatMessage({ id: "compilation.setOf" }, { done, all })
        : formatMessage({ id: "compilation.gatheredOf" }, { done, all });
  const label = formatMessage(
    { id: "compilation.progressOf" },
    { name, language: OWN_NAMES[tongueOf(language)], format: FORMATS[format] },
  );
  return (
    <ProgressBar
      className={`react-aria-ProgressBar ${style.progress}`}
      aria-label={label}
      isIndeterminate={!isMeasured}
      {...(isMeasured && { value: done, maxValue: all, valueLabel: words ?? "" })}
    >
      {({ percentage }) => (
        <>
          {words !== null && <span className={style.count}>{words}</span>}
          {isMeasured ? (
            <div className="bar">
              <div style={{ inlineSize: `${percentage ?? 0}%` }} />
            </div>
          ) : (
            <div className={`waiting-bar ${style.unmeasured}`} aria-hidden="true">
              <div />
            </div>
          )}
        </>
      )}
    </ProgressBar>
  );
}
