import type { CSSProperties } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import { useIsSignedIn } from "../../app/session";
import { Localised, useTongue } from "../../widgets";
import type { Sheet } from "../coverage/download";
import { Keep } from "../coverage/keep";
import { AskedAbout } from "./asked-about";
import type { Comparison, Row } from "./comparison-documents";
import { rowOf } from "./told";
import { ToldView } from "./told-view";
import style from "./reports.module.css";

interface Props {
  comparison: Comparison;
  round: { key: string; title: string };
}

/** A column for each State, by name; question after question. Why a State shows nothing is told by nothing here. */
export function Compared({ comparison, round }: Props) {
  const { formatMessage, formatList } = useIntl();
  const tongue = useTongue();
  const { states, rows, asOf } = comparison;
  const names = states.map(({ code, name }) => name?.content ?? code);
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="reports.asOf" values={{ position: asOf }} />{" "}
        <FormattedMessage id="reports.comparison.note" />
      </p>
      <p id="compared" className="unseen">
        <FormattedMessage id="reports.comparison.table" values={{ states: formatList(names) }} />
      </p>
      <div className={style.compared} role="region" aria-labelledby="compared" tabIndex={0}>
        <table className={style.cells} style={{ "--columns": states.length } as CSSProperties}>
          <thead>
            <tr>
              {states.map(({ code, name }) => (
                <th key={code} scope="col">
                  <Link to="/$tongue/states/$code" params={{ tongue, code }} search={{}}>
                    {name ? <Localised text={name} isPlain /> : code}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <OneQuestion key={row.questionCode} row={row} />
          ))}
        </table>
      </div>
      <Keep
        position={asOf}
        citation={(values) =>
          formatMessage(
            { id: "reports.comparison.citation" },
            { states: formatList(names), round: round.title, ...values },
          )
        }
        about={{ round: round.key, title: round.title, member_states_compared: comparison.invited }}
        file={`normtrack-${round.key}-comparison-${asOf}`}
        sheet={() => sheetOf(comparison)}
      />
    </>
  );
}

function OneQuestion({ row }: { row: Row }) {
  const isSignedIn = useIsSignedIn();
  const { question, cells, showing, invited } = row;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={cells.length} className={style.question}>
          <div>
            <span className={style.words}>
              <Localised text={question?.prompt} isPlain={!question?.prompt?.isFallback} />
            </span>
            <AskedAbout provisions={question?.provisions ?? []} />
            <span className={style.about}>
              <FormattedMessage id="reports.comparison.showing" values={{ count: showing, chosen: invited }} />
            </span>
          </div>
        </th>
      </tr>
      <tr>
        {cells.map(({ state, answer }) => (
          <td key={state.code}>
            <span className={style.whose} aria-hidden="true">
              {state.name?.content ?? state.code}
            </span>
            {answer ? (
              <ToldView answer={answer} question={question ?? null} />
            ) : (
              <span className={style.silent}>
                <FormattedMessage id={isSignedIn ? "coverage.noReadable" : "coverage.noPublic"} />
              </span>
            )}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

/** What each State shows at each question as a row; one that shows nothing has no standing. */
function sheetOf({ rows }: Comparison): Sheet {
  return {
    columns: [
      "question",
      "prompt",
      "provisions",
      "adoption",
      "state",
      "name",
      "standing",
      "options",
      "answer",
      "citation",
    ],
    rows: rows.flatMap(({ questionCode, question, cells }) =>
      cells.map(({ state, answer }) => [
        questionCode,
        question?.prompt?.content ?? null,
        question?.provisions.map(({ code }) => code).join(" ") ?? null,
        [...new Set(question?.provisions.map(({ adoption }) => adoption))].join(" "),
        state.code,
        state.name?.content ?? null,
        ...(answer ? rowOf(answer) : [null, null, null]),
        answer?.citation ?? null,
      ]),
    ),
  };
}
