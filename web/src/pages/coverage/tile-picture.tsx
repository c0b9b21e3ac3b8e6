import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import { Localised, useTongue } from "../../widgets";
import { STANDING_NAMES, type Options } from "./answer-words";
import { OptionLabel } from "./options";
import type { Paint, Region, Tile } from "./tiles";
import style from "./tiles.module.css";

interface PictureProps {
  regions: readonly Region[];
  words: (tile: Tile) => string;
  paint: (tile: Tile) => Paint;
  options: Options;
}

/** One equal tile for each State. */
export function TilePicture({ regions, words, paint, options }: PictureProps) {
  return (
    <>
      <Legend tiles={regions.flatMap(({ tiles }) => tiles)} words={words} paint={paint} options={options} />
      {regions.map(({ code, label, tiles }) => (
        <section key={code} className={style.region}>
          <h3>
            {label} <span className={style.tally}>{<FormattedNumber value={tiles.length} />}</span>
          </h3>
          <ul role="list" className={style.tiles}>
            {tiles.map((tile) => (
              <li key={tile.code} className={style.tile} title={`${tile.name?.content ?? tile.code}: ${words(tile)}`}>
                <Mark paint={paint(tile)} />
                <abbr className={style.code} title={tile.name?.content ?? tile.code} aria-hidden="true">
                  {tile.code}
                </abbr>
                <span className="unseen">{tile.name?.content ?? tile.code}: </span>
                <span className={style.words} data-silent={tile.said === null || undefined}>
                  {words(tile)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** What tells options apart without words: a colour and a pattern of its own for each. */
function Mark({ paint }: { paint: Paint }) {
  if (paint === null) return <span className={style.mark} aria-hidden="true" />;
  if ("other" in paint) return <span className={style.mark} data-standing="OTHER" aria-hidden="true" />;
  if ("standing" in paint) return <span className={style.mark} data-standing={paint.standing} aria-hidden="true" />;
  const series = (paint.option % 6) + 1;
  const pattern = (paint.option + Math.floor(paint.option / 6)) % 6;
  return <span className={style.mark} data-series={series} data-pattern={pattern} aria-hidden="true" />;
}

interface LegendProps {
  tiles: readonly Tile[];
  words: (tile: Tile) => string;
  paint: (tile: Tile) => Paint;
  options: Options;
}

/** What the marks mean: those in use, in the order of the options. Member States alone are counted. */
function Legend({ tiles, words, paint, options }: LegendProps) {
  const { formatMessage } = useIntl();
  const counts = new Map<string, { paint: Paint; count: number; example: Tile }>();
  for (const tile of tiles) {
    const painted = paint(tile);
    const key = JSON.stringify(painted);
    const entry = counts.get(key) ?? { paint: painted, count: 0, example: tile };
    counts.set(key, { ...entry, count: entry.count + (tile.isObserver ? 0 : 1) });
  }
  const place = (painted: Paint) =>
    painted === null ? 1000 : "option" in painted ? painted.option : "other" in painted ? 500 : 600;
  const entries = [...counts.values()].sort((one, other) => place(one.paint) - place(other.paint));
  return (
    <ul role="list" className={style.legend} aria-label={formatMessage({ id: "coverage.legend" })}>
      {entries.map(({ paint: painted, count, example }) => (
        <li key={JSON.stringify(painted)}>
          <Mark paint={painted} />
          <span>
            {painted === null ? words(example) : <LegendWords paint={painted} options={options} />}
            <span className={style.tally}>
              <FormattedNumber value={count} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function LegendWords({ paint, options }: { paint: NonNullable<Paint>; options: Options }) {
  if ("other" in paint) return <FormattedMessage id="coverage.otherOptions" />;
  if ("standing" in paint) {
    return (
      <FormattedMessage id={paint.standing === "ANSWERED" ? "coverage.answered" : STANDING_NAMES[paint.standing]} />
    );
  }
  const { code = "", label = null } = options[paint.option] ?? {};
  return label ? <>{label.content}</> : <OptionLabel code={code} label={null} />;
}

/** The same as a table. */
export function TileTable({ regions, words }: { regions: readonly Region[]; words: (tile: Tile) => string }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  return (
    <div className="wide">
      {regions.map(({ code, label, tiles }) => (
        <table key={code} className={style.table}>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{formatMessage({ id: "coverage.state" })}</th>
              <th scope="col">{formatMessage({ id: "coverage.stateCode" })}</th>
              <th scope="col">{formatMessage({ id: "coverage.answer" })}</th>
            </tr>
          </thead>
          <tbody>
            {tiles.map((tile) => (
              <tr key={tile.code}>
                <th scope="row">
                  <Link to="/$tongue/states/$code" params={{ tongue, code: tile.code }} search={{}}>
                    {tile.name ? <Localised text={tile.name} isPlain={!tile.name.isFallback} /> : tile.code}
                  </Link>
                </th>
                <td>{tile.code}</td>
                <td>{words(tile)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
