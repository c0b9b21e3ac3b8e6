import { memo, type ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import type { CoveragePart } from "../../gql/graphql";
import { stepOf, type Column } from "./figures";
import { entered, walked } from "./grid-keys";
import type { GroupNames } from "./group-names";
import type { Line } from "./matrix";
import { PART_NAMES } from "./parts";
import style from "./matrix.module.css";

/** What a row is about, in words and as it is shown. */
export interface Titled {
  line: Line;
  name: string;
  title: ReactNode;
}

interface Props {
  label: string;
  rowHead: string;
  rows: readonly Titled[];
  columns: readonly Column[];
  names: GroupNames;
  part: CoveragePart;
  onOpen: (question: string, group: string) => void;
}

/**
 * Counts of one part, painted by share; each cell opens the partition that it is a part of. Hundreds of cells, so they are
 * the browser's own: a grid that is one stop of the tabulator, with arrows from cell to cell.
 */
export function MatrixTable({ label, rowHead, rows, columns, names, part, onOpen }: Props) {
  return (
    <div className={`wide ${style.scroll}`}>
      <table role="grid" aria-label={label} className={style.table} onKeyDown={walked} onFocus={entered}>
        <thead>
          <tr>
            <th scope="col" className={style.rowHead}>
              {rowHead}
            </th>
            {columns.map(({ code, invited }) => (
              <th key={code} scope="col" className={style.columnHead}>
                <span aria-hidden="true" title={names(code).full}>
                  {names(code).short}
                </span>
                <span className="unseen">{names(code).full} </span>
                <span className={style.denominator}>
                  <FormattedMessage id="coverage.of" values={{ invited }} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <Row key={row.line.question} row={row} isFirst={place === 0} {...{ columns, names, part, onOpen }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Pick<Props, "columns" | "names" | "part" | "onOpen"> {
  row: Titled;
  /** Where the tabulator enters the grid. */
  isFirst: boolean;
}

const Row = memo(function Row({ row: { line, name, title }, isFirst, columns, names, part, onOpen }: RowProps) {
  const { formatMessage, formatNumber } = useIntl();
  const partName = formatMessage({ id: PART_NAMES[part] });
  return (
    <tr data-question={line.question}>
      <th scope="row" className={style.rowTitle}>
        {title}
      </th>
      {columns.map(({ code, invited }, place) => {
        const count = line.counts.get(code)?.[part];
        if (count === undefined) {
          return (
            <td key={code} className={style.cell}>
              <span className="muted">–</span>
            </td>
          );
        }
        const label = {
          provision: name,
          group: names(code).full,
          part: partName,
          count: formatNumber(count),
          invited: formatNumber(invited),
        };
        return (
          <td key={code} className={style.cell}>
            <button
              type="button"
              tabIndex={isFirst && place === 0 ? 0 : -1}
              className={style.figure}
              data-step={stepOf(count, invited)}
              onClick={() => onOpen(line.question, code)}
              aria-label={formatMessage({ id: "coverage.cell" }, label)}
            >
              {formatNumber(count)}
            </button>
          </td>
        );
      })}
    </tr>
  );
});

/** What the shades mean. */
export function Scale({ part }: { part: CoveragePart }) {
  const { formatMessage } = useIntl();
  return (
    <p className={style.scale}>
      <FormattedMessage id="coverage.scale" values={{ part: formatMessage({ id: PART_NAMES[part] }) }} />
      <span className={style.steps} aria-hidden="true">
        <FormattedMessage id="coverage.scaleNone" />
        {[0, 1, 2, 3, 4, 5, 6].map((step) => (
          <span key={step} className={style.step} data-step={step} />
        ))}
        <FormattedMessage id="coverage.scaleAll" />
      </span>
    </p>
  );
}
