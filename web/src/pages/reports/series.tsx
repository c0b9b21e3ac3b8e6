import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { CoveragePart } from "../../gql/graphql";
import { Instant, Localised, useTongue } from "../../widgets";
import type { Sheet } from "../coverage/download";
import { countsOf, sumOf } from "../coverage/figures";
import { Keep } from "../coverage/keep";
import { OptionLabel } from "../coverage/options";
import { PART_NAMES } from "../coverage/parts";
import { PARTS } from "../coverage/view";
import { lineOf, type Step } from "./line";
import { Measure } from "./measure";
import type { Point, Trend } from "./trend-documents";
import style from "./reports.module.css";

interface Props {
  trend: Trend;
  part: CoveragePart;
  groupName: string;
  isWorld: boolean;
  /** Whether figures are read at an earlier position. */
  isPast: boolean;
}

/** A question over rounds: one part as lengths, then every part and every option as numbers. */
export function Series({ trend, part, groupName, isWorld, isPast }: Props) {
  const { formatMessage } = useIntl();
  const points = trend.runs.flatMap((run) => run.points);
  const position = Math.max(...points.map(({ row }) => row.asOf));
  const prompt = trend.question.prompt?.content ?? trend.question.code;
  return (
    <>
      <section aria-labelledby="line">
        <h2 id="line">
          <FormattedMessage id="reports.trend.line" values={{ part: formatMessage({ id: PART_NAMES[part] }) }} />
        </h2>
        <p className={style.note}>
          <FormattedMessage id="reports.trend.basis" values={{ group: groupName, position }} />{" "}
          <FormattedMessage id="reports.trend.missing" />
        </p>
        <ol role="list" className={style.points}>
          {lineOf(trend.runs).map((step, place) =>
            "point" in step ? (
              <OnePoint key={place} point={step.point} part={part} prompt={prompt} />
            ) : (
              <Break key={place} step={step} />
            ),
          )}
        </ol>
      </section>
      <Parts points={points} isWorld={isWorld} isPast={isPast} />
      <Options points={points} />
      <Keep
        position={position}
        citation={(values) =>
          formatMessage({ id: "reports.trend.citation" }, { question: prompt, group: groupName, ...values })
        }
        about={{ question: trend.question.code, prompt, group: groupName }}
        file={`normtrack-trend-${trend.question.code}-${position}`}
        sheet={() => sheetOf(trend, (name) => formatMessage({ id: PART_NAMES[name] }))}
      />
    </>
  );
}

function OnePoint({ point, part, prompt }: { point: Point; part: CoveragePart; prompt: string }) {
  const tongue = useTongue();
  const { round, row } = point;
  const count = countsOf(row.parts)[part];
  const own = row.question?.prompt;
  return (
    <li>
      <div>
        <h3>
          <Link
            to="/$tongue/coverage/$round"
            params={{ tongue, round: round.key }}
            search={{ question: row.questionCode }}
          >
            <Localised text={round.title} isPlain />
          </Link>
        </h3>
        <p className={style.when}>
          <Instant at={round.opensAt} />
        </p>
        {own && own.content !== prompt && (
          <p className={style.when}>
            <FormattedMessage id="reports.trend.askedAs" values={{ prompt: <Localised text={own} isPlain /> }} />
          </p>
        )}
      </div>
      <Measure count={count} of={row.invited}>
        <FormattedMessage id="reports.ofInvited" values={{ count, invited: row.invited }} />
      </Measure>
    </li>
  );
}

/** That a series breaks here, and why. */
function Break({ step: { why, before, after } }: { step: Extract<Step<Point>, { why: unknown }> }) {
  const tongue = useTongue();
  const [then, now] = [before.round.edition?.code, after.round.edition?.code];
  return (
    <li className={style.break}>
      <p>
        <strong>
          <FormattedMessage id="reports.trend.break" />
        </strong>{" "}
        <FormattedMessage
          id={`reports.trend.why.${why}`}
          values={{ before: <code>{then}</code>, after: <code>{now}</code> }}
        />{" "}
        {then !== undefined && now !== undefined && then !== now && (
          <Link to="/$tongue/differences/editions" params={{ tongue }} search={{ before: then, after: now }}>
            <FormattedMessage id="difference.editions" />
          </Link>
        )}
      </p>
    </li>
  );
}

interface PartsProps {
  points: readonly Point[];
  isWorld: boolean;
  isPast: boolean;
}

/** Every part in every round, with its denominator. */
function Parts({ points, isWorld, isPast }: PartsProps) {
  return (
    <section aria-labelledby="parts" className={style.section}>
      <h2 id="parts">
        <FormattedMessage id="reports.trend.parts" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="coverage.partsCaption" />{" "}
        {!isWorld && <FormattedMessage id="coverage.noReleaseInGroups" />}
      </p>
      <div className="wide" role="region" aria-labelledby="parts" tabIndex={0}>
        <table className={style.table}>
          <Head points={points} first="coverage.partHead" />
          <tbody>
            {PARTS.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <FormattedMessage id={PART_NAMES[name]} />
                </th>
                {points.map(({ round, row }) => (
                  <td key={round.key} className="number">
                    <FormattedNumber value={countsOf(row.parts)[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                <FormattedMessage id="coverage.sum" />
              </th>
              {points.map(({ round, row }) => (
                <td key={round.key} className="number">
                  <FormattedNumber value={sumOf(countsOf(row.parts))} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      {isWorld &&
        points.map(({ round, release }) => (
          <p key={round.key} className={style.note}>
            <Localised text={round.title} isPlain />:{" "}
            {release ? (
              <FormattedMessage
                id="coverage.release"
                values={{ number: release.number, position: release.atPosition, at: <Instant at={release.at} /> }}
              />
            ) : (
              <FormattedMessage id={isPast ? "coverage.noReleaseThen" : "coverage.noRelease"} />
            )}
          </p>
        ))}
    </section>
  );
}

/** What the answers shown say, option by option in the order of the list. */
function Options({ points }: { points: readonly Point[] }) {
  const all = new Map(points.flatMap(({ row }) => row.options.map((option) => [option.code, option])));
  if (all.size === 0) return null;
  return (
    <section aria-labelledby="options" className={style.section}>
      <h2 id="options">
        <FormattedMessage id="coverage.options" />
      </h2>
      {points.some(({ row }) => row.question?.kind === "MULTI_CHOICE") && (
        <p className={style.note}>
          <FormattedMessage id="coverage.overlap" />
        </p>
      )}
      <div className="wide" role="region" aria-labelledby="options" tabIndex={0}>
        <table className={style.table}>
          <Head points={points} first="coverage.option" />
          <tbody>
            {[...all.values()].map(({ code, option }) => (
              <tr key={code}>
                <th scope="row">
                  <OptionLabel code={code} label={option?.label} />
                </th>
                {points.map(({ round, row }) => {
                  const found = row.options.find((one) => one.code === code);
                  return (
                    <td key={round.key} className="number">
                      {found ? (
                        <FormattedNumber value={found.states} />
                      ) : (
                        <FormattedMessage id="reports.trend.noOption" />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                <FormattedMessage id="reports.trend.shown" />
              </th>
              {points.map(({ round, row }) => (
                <td key={round.key} className="number">
                  <FormattedNumber value={row.parts.answeredShown} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Head({ points, first }: { points: readonly Point[]; first: "coverage.partHead" | "coverage.option" }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <FormattedMessage id={first} />
        </th>
        {points.map(({ round }) => (
          <th key={round.key} scope="col" className="number">
            <Localised text={round.title} isPlain />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Every part of every round, with the run that it belongs to: figures of different runs are not to be joined. */
function sheetOf({ runs }: Trend, name: (part: CoveragePart) => string): Sheet {
  return {
    columns: ["run", "round", "edition", "question", "invited", "register_position", "part", "part_name", "states"],
    rows: runs.flatMap(({ points }, place) =>
      points.flatMap(({ round, row }) => {
        const counts = countsOf(row.parts);
        return PARTS.map((part) => [
          place + 1,
          round.key,
          round.edition?.code ?? null,
          row.questionCode,
          row.invited,
          row.asOf,
          part,
          name(part),
          counts[part],
        ]);
      }),
    ),
  };
}
