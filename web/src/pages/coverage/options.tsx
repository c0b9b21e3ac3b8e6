import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";

import type { CellDetailQuery } from "../../gql/graphql";
import { Localised } from "../../widgets";
import style from "./partition.module.css";

type Row = NonNullable<NonNullable<CellDetailQuery["coverage"]>["row"]>;
type Hidden = NonNullable<Row["hidden"]>;
type Options = Row["options"];

/** What the answers shown say, option by option, in the order of the list. */
export function OptionFigures({ row }: { row: Row }) {
  const { formatMessage } = useIntl();
  if (row.options.length === 0) return null;
  return (
    <section className={style.options}>
      <h3>
        <FormattedMessage id="coverage.options" />
      </h3>
      <p className={style.basis}>
        <FormattedMessage id="coverage.optionsOf" values={{ count: row.parts.answeredShown }} />{" "}
        {row.question?.kind === "MULTI_CHOICE" && <FormattedMessage id="coverage.overlap" />}
      </p>
      <OptionTable
        options={row.options}
        of={row.parts.answeredShown}
        label={formatMessage({ id: "coverage.options" })}
      />
    </section>
  );
}

/** What is counted and not shown, as far as the release tells it. */
export function HiddenFigures({
  hidden,
  standings,
}: {
  hidden: Hidden;
  standings: NonNullable<CellDetailQuery["standings"]>;
}) {
  const { formatMessage } = useIntl();
  const { states, described, standings: told, options } = hidden;
  return (
    <section className={style.options}>
      <h3>
        <FormattedMessage id="coverage.hidden" />
      </h3>
      <p className={style.basis}>
        <FormattedMessage id="coverage.hiddenStates" values={{ states }} />{" "}
        {told ? (
          <FormattedMessage id="coverage.hiddenDescribed" values={{ described }} />
        ) : (
          <FormattedMessage id="coverage.hiddenUntold" />
        )}
      </p>
      {told && (
        <table className={style.parts}>
          <thead>
            <tr>
              <th scope="col">{formatMessage({ id: "coverage.standing" })}</th>
              <th scope="col" className="number">
                {formatMessage({ id: "coverage.statesHead" })}
              </th>
            </tr>
          </thead>
          <tbody>
            {told.map((count, place) => (
              <tr key={standings[place]?.code ?? place}>
                <th scope="row">{standings[place]?.label?.content}</th>
                <td className="number">
                  <FormattedNumber value={count} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {options && options.length > 0 && (
        <OptionTable options={options} of={described} label={formatMessage({ id: "coverage.hidden" })} />
      )}
    </section>
  );
}

function OptionTable({ options, of, label }: { options: Options; of: number; label: string }) {
  const { formatMessage } = useIntl();
  return (
    <table className={style.parts} aria-label={label}>
      <thead className="unseen">
        <tr>
          <th scope="col">{formatMessage({ id: "coverage.option" })}</th>
          <th scope="col">{formatMessage({ id: "coverage.statesHead" })}</th>
        </tr>
      </thead>
      <tbody>
        {options.map(({ code, states, option }) => (
          <tr key={code}>
            <th scope="row">
              <OptionLabel code={code} label={option?.label} />
            </th>
            <td className="number">
              <FormattedNumber value={states} />
              <span className={style.bar} aria-hidden="true">
                <span data-part="ANSWERED_SHOWN" style={{ inlineSize: `${of > 0 ? (states * 100) / of : 0}%` }} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OptionLabelProps {
  code: string;
  label: Parameters<typeof Localised>[0]["text"];
}

/** What an option is called; a step of a scale has its number, yes and no have their words. */
export function OptionLabel({ code, label }: OptionLabelProps) {
  if (label) return <Localised text={label} isPlain={!label.isFallback} />;
  if (code === "yes" || code === "no") return <FormattedMessage id={`coverage.${code}`} />;
  return <bdi>{code}</bdi>;
}
