import { Link } from "@tanstack/react-router";
import { Checkbox } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { LocalisedFragment } from "../../gql/graphql";
import { Localised, useTongue } from "../../widgets";
import styles from "./clearance.module.css";
import type { Ministry, Person } from "./people";
import type { SectionRow } from "./rows";
import { BackWords } from "./section-note";
import { awaited, backBecause, signedOf } from "./standing";
import { Status } from "./status";

interface SectionTableProps {
  submission: string;
  title: LocalisedFragment | null | undefined;
  code: string;
  rows: readonly SectionRow[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  mayChoose: (code: string) => boolean;
  team: readonly Person[];
  ministries: readonly Ministry[];
}

/** One part of the form, section by section. On a phone each row is a block; it is a table all the same. */
export function SectionTable(props: SectionTableProps) {
  const { title, code, rows, chosen, onChosen, mayChoose } = props;
  const { formatMessage } = useIntl();
  const own = rows.filter((row) => mayChoose(row.code)).map((row) => row.code);
  const taken = own.filter((one) => chosen.has(one)).length;
  return (
    <section aria-labelledby={`module-${code}`} className={styles.module}>
      <h2 id={`module-${code}`}>
        <Localised text={title} isPlain />
      </h2>
      <table role="table" aria-labelledby={`module-${code}`} className={styles.table}>
        <thead role="rowgroup">
          <tr role="row">
            {own.length > 0 && (
              <th role="columnheader" className={styles.pick}>
                <Checkbox
                  aria-label={formatMessage({ id: "clearance.chooseAll" }, { title: title?.content ?? code })}
                  isSelected={taken === own.length}
                  isIndeterminate={taken > 0 && taken < own.length}
                  onChange={(isSelected) => {
                    const next = new Set(chosen);
                    for (const one of own) {
                      if (isSelected) next.add(one);
                      else next.delete(one);
                    }
                    onChosen(next);
                  }}
                />
              </th>
            )}
            <th role="columnheader" className={styles.first}>
              <FormattedMessage id="clearance.section" />
            </th>
            <th role="columnheader">
              <FormattedMessage id="clearance.progress" />
            </th>
            <th role="columnheader">
              <FormattedMessage id="clearance.givenTo" />
            </th>
            <th role="columnheader">
              <FormattedMessage id="clearance.standing" />
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={row.code} row={row} hasPick={own.length > 0} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = SectionTableProps & { row: SectionRow; hasPick: boolean };

function Row({ row, hasPick, submission, chosen, onChosen, mayChoose, team, ministries }: RowProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { code, title, clearance, isReadable } = row;
  const back = backBecause(clearance.status, clearance.history);
  const waits = awaited(clearance);
  const { signed, all } = signedOf(clearance);
  return (
    <tr role="row" data-chosen={chosen.has(code) || undefined}>
      {hasPick && (
        <td role="cell" className={styles.pick}>
          {mayChoose(code) && (
            <Checkbox
              aria-label={formatMessage({ id: "clearance.choose" }, { title: title?.content ?? code })}
              isSelected={chosen.has(code)}
              onChange={(isSelected) => {
                const next = new Set(chosen);
                if (isSelected) next.add(code);
                else next.delete(code);
                onChosen(next);
              }}
            />
          )}
        </td>
      )}
      <th role="rowheader" scope="row" className={styles.name}>
        {isReadable ? (
          <Link to="/$tongue/submissions/$id/sections/$section" params={{ tongue, id: submission, section: code }}>
            <Localised text={title} isPlain />
          </Link>
        ) : (
          <Localised text={title} isPlain />
        )}{" "}
        <code>{code}</code>
      </th>
      <td role="cell">
        <Progress row={row} />
      </td>
      <td role="cell">
        <Assigned row={row} team={team} ministries={ministries} />
      </td>
      <td role="cell">
        <Status status={clearance.status} />
        {all > 0 && clearance.status === "IN_CLEARANCE" && (
          <p className={styles.line}>
            <FormattedMessage id="clearance.signedOf" values={{ signed, all }} />
            {waits.length > 0 && (
              <>
                {" · "}
                <FormattedMessage
                  id="clearance.waitsFor"
                  values={{
                    names: <bdi key="names">{waits.map(({ ministry }) => ministry?.name).join(" · ")}</bdi>,
                  }}
                />
              </>
            )}
          </p>
        )}
        {all > 0 && (clearance.status === "DRAFTING" || clearance.status === "REOPENED") && <PathLine row={row} />}
        {clearance.status === "REOPENED" && clearance.changedSince.length > 0 && (
          <p className={styles.line}>
            <FormattedMessage id="clearance.changedCount" values={{ count: clearance.changedSince.length }} />
          </p>
        )}
        {back && (
          <div className={styles.line}>
            <BackWords act={back} />
          </div>
        )}
      </td>
    </tr>
  );
}

/** Who signs, step after step, in one line. */
function PathLine({ row }: { row: SectionRow }) {
  return (
    <div className={styles.line}>
      <FormattedMessage id="clearance.toBeSignedBy" />{" "}
      <ol className={styles.path}>
        {row.clearance.steps.map(({ number, signatures }) => (
          <li key={number}>
            <bdi>{signatures.map(({ ministry }) => ministry?.name).join(" + ")}</bdi>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Progress({ row: { completeness, unconfirmedCount, unmergedCount, openThreadCount } }: { row: SectionRow }) {
  return (
    <>
      {completeness && (
        <p className={styles.count}>
          <FormattedMessage
            id="clearance.answered"
            values={{ answered: completeness.answered, asked: completeness.enabled }}
          />
        </p>
      )}
      <ul role="list" className={styles.counts}>
        {completeness && completeness.expected > 0 && (
          <li>
            <FormattedMessage
              id="clearance.expected"
              values={{ answered: completeness.expectedAnswered, expected: completeness.expected }}
            />
          </li>
        )}
        {completeness && completeness.problems > 0 && (
          <li>
            <FormattedMessage id="submission.problems" values={{ count: completeness.problems }} />
          </li>
        )}
        {unconfirmedCount > 0 && (
          <li>
            <FormattedMessage id="clearance.unconfirmed" values={{ count: unconfirmedCount }} />
          </li>
        )}
        {unmergedCount > 0 && (
          <li>
            <FormattedMessage id="clearance.unmerged" values={{ count: unmergedCount }} />
          </li>
        )}
        {openThreadCount > 0 && (
          <li>
            <FormattedMessage id="comments.openCount" values={{ count: openThreadCount }} />
          </li>
        )}
      </ul>
    </>
  );
}

interface AssignedProps {
  row: Pick<SectionRow, "assignment">;
  team: readonly Person[];
  ministries: readonly Ministry[];
}

/** Whom the section is given to, by name. */
export function Assigned({ row: { assignment }, team, ministries }: AssignedProps) {
  if (!assignment) {
    return (
      <span className="muted">
        <FormattedMessage id="clearance.nobody" />
      </span>
    );
  }
  const name = assignment.ministry
    ? ministries.find(({ id }) => id === assignment.ministry)?.name
    : team.find(({ id }) => id === assignment.account)?.name;
  if (name) return <bdi>{name}</bdi>;
  // Until the names have come, nothing is said.
  return team.length === 0 ? null : <FormattedMessage id="clearance.somebodyBefore" />;
}
