import { type CSSProperties, memo, useCallback, useMemo, type ReactNode } from "react";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";

import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import type { Sheet } from "./download";
import {
  blocksOf,
  FAMILIES,
  isAgreed,
  WORLD,
  type Block,
  type Column,
  type Family,
  type Figure,
  type Figures,
} from "./figures";
import type { GroupNames } from "./group-names";
import { columnsOf, familiesOf, lineOf, sheetOf, type QuestionRow } from "./matrix";
import { MatrixTable, Scale, type Titled } from "./matrix-table";
import { PART_NAMES } from "./parts";
import { PARTS, type View } from "./view";
import matrix from "./matrix.module.css";
import style from "./round.module.css";

const FAMILY_NAMES: Record<Family, MessageId> = {
  regional: "coverage.family.regional",
  special: "coverage.family.special",
  m49: "coverage.family.m49",
  organisation: "coverage.family.organisation",
};

interface Props {
  data: Figures;
  /** Every question, where no provision has a lead question. */
  rows: readonly QuestionRow[];
  view: View;
  names: GroupNames;
  onChange: (view: View) => void;
  /** Shows how to cite and download, once every group has come. */
  children: (sheet: (() => Sheet) | null) => ReactNode;
}

/** The heat matrix: provisions by world and groups, one part at a time. */
export function ByProvision({ data, rows, view, names, onChange, children }: Props) {
  const { formatMessage } = useIntl();
  const part = view.part ?? "ANSWERED_SHOWN";
  const published = useMemo(() => familiesOf(data), [data]);
  const chosen = familiesIn(view.columns).filter((family) => published.includes(family));
  const families = chosen.join();
  const columns = useMemo(() => columnsOf(data, families.split(",") as Family[]), [data, families]);
  const figures = data.coverage?.provisions;
  const blocks = useMemo(() => blocksOf(figures ?? []), [figures]);
  const open = useCallback(
    (question: string, group: string) => onChange({ ...view, question, ...(group === WORLD ? {} : { group }) }),
    [onChange, view],
  );
  const shared = { data, columns, names, part, onOpen: open };
  const without = (isWanted: boolean) =>
    (figures ?? []).filter(({ row, adoption }) => !row && isAgreed(adoption) === isWanted);
  const agreed = blocks.filter(({ adoption }) => isAgreed(adoption));
  const apart = blocks.filter(({ adoption }) => !isAgreed(adoption));
  const sheet = () =>
    sheetOf(data, columnsOf(data, published), blocks, rows, {
      group: (code) => names(code).full,
      part: (code) => formatMessage({ id: PART_NAMES[code] }),
    });

  return (
    <>
      <div className={`no-print ${style.controls}`}>
        <Choice
          label={formatMessage({ id: "coverage.partPainted" })}
          items={PARTS.map((code) => ({ code, label: formatMessage({ id: PART_NAMES[code] }) }))}
          value={part}
          onChoose={(code) => {
            const next = PARTS.find((name) => name === code);
            const { part: _, ...others } = view;
            onChange(next && next !== "ANSWERED_SHOWN" ? { ...others, part: next } : others);
          }}
        />
        {published.length > 0 && (
          <div>
            <span className={style.label} id="columns">
              <FormattedMessage id="coverage.columns" />
            </span>
            <ToggleButtonGroup
              aria-labelledby="columns"
              selectionMode="multiple"
              selectedKeys={chosen}
              onSelectionChange={(keys) =>
                onChange({ ...view, columns: FAMILIES.filter((family) => keys.has(family)).join(" ") || "none" })
              }
            >
              {published.map((family) => (
                <ToggleButton key={family} id={family}>
                  {formatMessage({ id: FAMILY_NAMES[family] })}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </div>
        )}
      </div>
      {(blocks.some(hasLead) || rows.length > 0) && (
        <>
          <Scale part={part} />
          <p className="small muted">
            <FormattedMessage id="coverage.matrixHint" />
          </p>
        </>
      )}
      {rows.length > 0 && <QuestionMatrix rows={rows} {...shared} />}
      {agreed.filter(hasLead).map((block) => (
        <BlockMatrix key={block.key} block={block} {...shared} />
      ))}
      <Answering figures={without(true)} />
      {apart.length > 0 && (
        <section className={style.apart}>
          <h2>
            <FormattedMessage id="coverage.notAdopted" />
          </h2>
          <p>
            <FormattedMessage id="coverage.notAdoptedNote" />
          </p>
          {apart.filter(hasLead).map((block) => (
            <BlockMatrix key={block.key} block={block} {...shared} />
          ))}
          <Answering figures={without(false)} />
        </section>
      )}
      {children(data.byGroup ? sheet : null)}
    </>
  );
}

/** The families named in an address; regional and special groups, where it names none. */
function familiesIn(columns: string | undefined): Family[] {
  if (columns === undefined) return ["regional", "special"];
  return FAMILIES.filter((family) => columns.split(" ").includes(family));
}

function hasLead({ figures }: Block): boolean {
  return figures.some(({ row }) => row);
}

interface Shared {
  data: Figures;
  columns: readonly Column[];
  names: GroupNames;
  part: NonNullable<View["part"]>;
  onOpen: (question: string, group: string) => void;
}

function BlockHead({ block, kinds }: { block: Block; kinds: Figures["kinds"] }) {
  const { kind, symbol, adoption } = block;
  return (
    <h3 className={style.blockHead}>
      <span>{kinds?.find(({ code }) => code === kind.toLowerCase())?.label?.content}</span>
      <bdi className={style.symbol}>{symbol}</bdi>
      <AdoptionBadge adoption={adoption} />
    </h3>
  );
}

const BlockMatrix = memo(function BlockMatrix({ block, data, ...shared }: { block: Block } & Shared) {
  const { formatMessage } = useIntl();
  const { columns } = shared;
  const rows = useMemo(
    () =>
      block.figures.flatMap((figure): Titled[] => {
        const { row, provision } = figure;
        if (!row || !provision) return [];
        const name = `${block.symbol}, ${provision.paragraph}`;
        return [{ line: lineOf(data, columns, row), name, title: <ProvisionName provision={provision} isInGrid /> }];
      }),
    [block, data, columns],
  );
  return (
    <section className={style.block} style={{ "--rows": rows.length } as CSSProperties}>
      <BlockHead block={block} kinds={data.kinds} />
      <MatrixTable label={block.symbol} rowHead={formatMessage({ id: "coverage.provision" })} rows={rows} {...shared} />
    </section>
  );
});

interface ProvisionNameProps {
  provision: NonNullable<Figure["provision"]>;
  /** Arrows lead to it, and not the tabulator. */
  isInGrid?: boolean;
}

function ProvisionName({ provision, isInGrid = false }: ProvisionNameProps) {
  const tongue = useTongue();
  const { code, paragraph, title } = provision;
  return (
    <Link
      to="/$tongue/provisions/$code"
      params={{ tongue, code }}
      className={matrix.provision}
      {...(isInGrid && { tabIndex: -1 })}
    >
      <span className={matrix.reference}>
        <bdi>{paragraph}</bdi>
      </span>
      <Localised text={title} isPlain={!title?.isFallback} />
    </Link>
  );
}

function QuestionMatrix({ rows, data, ...shared }: { rows: readonly QuestionRow[] } & Shared) {
  const { formatMessage } = useIntl();
  const titled = rows.map((row): Titled => {
    const provisions = row.question?.provisions ?? [];
    const texts = new Map(provisions.map(({ instrument }) => [instrument?.symbol, instrument]));
    const paragraph = provisions.length === 1 ? provisions[0]?.paragraph : undefined;
    return {
      line: lineOf(data, shared.columns, row),
      name: row.question?.prompt?.content ?? row.questionCode,
      title: (
        <>
          <Localised text={row.question?.prompt} isPlain={!row.question?.prompt?.isFallback} />{" "}
          {[...texts.values()].map(
            (text) =>
              text && (
                <span key={text.symbol} className={style.text}>
                  <bdi>{paragraph === undefined ? text.symbol : `${text.symbol}, ${paragraph}`}</bdi>{" "}
                  <AdoptionBadge adoption={text.adoption} />
                </span>
              ),
          )}
        </>
      ),
    };
  });
  return (
    <MatrixTable
      label={formatMessage({ id: "coverage.byQuestion" })}
      rowHead={formatMessage({ id: "coverage.question" })}
      rows={titled}
      {...shared}
    />
  );
}

/** Provisions without a lead question: how many States answered any of their questions, which is another figure. */
function Answering({ figures }: { figures: readonly Figure[] }) {
  const { formatMessage } = useIntl();
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const symbol = figure.provision?.instrument?.symbol ?? "";
    groups.set(symbol, [...(groups.get(symbol) ?? []), figure]);
  }
  if (groups.size === 0) return null;
  return (
    <section className={style.answering}>
      <h3>
        <FormattedMessage id="coverage.answering" />
      </h3>
      <p>
        <FormattedMessage id="coverage.answeringNote" />
      </p>
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{formatMessage({ id: "coverage.provision" })}</th>
              <th scope="col" className="number">
                {formatMessage({ id: "coverage.statesHead" })}
              </th>
            </tr>
          </thead>
          {[...groups].map(([symbol, own]) => (
            <tbody key={symbol}>
              <tr>
                <th colSpan={2} scope="rowgroup">
                  <bdi>{symbol}</bdi> {own[0] && <AdoptionBadge adoption={own[0].adoption} />}
                </th>
              </tr>
              {own.map(({ provision, answering }) => (
                <tr key={provision?.code}>
                  <td>{provision && <ProvisionName provision={provision} />}</td>
                  <td className="number">
                    <FormattedNumber value={answering ?? 0} />
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}
