import type { ReactNode } from "react";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Button, Cell, Column as HeadCell, Row, Table, TableBody, TableHeader } from "react-aria-components";

import type { CoveragePart } from "../../gql/graphql";
import { stepOf, type Column } from "./figures";
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

/** Counts of one part, painted by share; each cell opens the partition that it is a part of. */
export function MatrixTable({ label, rowHead, rows, columns, names, part, onOpen }: Props) {
  const { formatMessage, formatNumber } = useIntl();
  const partName = formatMessage({ id: PART_NAMES[part] });
  return (
    <div className={`wide ${style.scroll}`}>
      <Table aria-label={label} className={`react-aria-Table ${style.table}`}>
        <TableHeader>
          <HeadCell isRowHeader id="row" className={`react-aria-Column ${style.rowHead}`}>
            {rowHead}
          </HeadCell>
          {columns.map(({ code, invited }) => (
            <HeadCell key={code} id={code} className={`react-aria-Column ${style.columnHead}`}>
              <span aria-hidden="true" title={names(code).full}>
                {names(code).short}
              </span>
              <span className="unseen">{names(code).full} </span>
              <span className={style.denominator}>
                <FormattedMessage id="coverage.of" values={{ invited }} />
              </span>
            </HeadCell>
          ))}
        </TableHeader>
        <TableBody>
          {rows.map(({ line, name, title }) => (
            <Row key={line.question} id={line.question}>
              <Cell className={`react-aria-Cell ${style.rowTitle}`} textValue={name}>
                {title}
              </Cell>
              {columns.map(({ code, invited }) => {
                const count = line.counts.get(code)?.[part];
                return (
                  <Cell key={code} className={`react-aria-Cell ${style.cell}`}>
                    {count === undefined ? (
                      <span className="muted">–</span>
                    ) : (
                      <Button
                        className={style.figure ?? ""}
                        data-step={stepOf(count, invited)}
                        onPress={() => onOpen(line.question, code)}
                        aria-label={formatMessage(
                          { id: "coverage.cell" },
                          {
                            provision: name,
                            group: names(code).full,
                            part: partName,
                            count: formatNumber(count),
                            invited: formatNumber(invited),
                          },
                        )}
                      >
                        <FormattedNumber value={count} />
                      </Button>
                    )}
                  </Cell>
                );
              })}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

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
