import type { Adoption, CoverageByQuestionQuery, CoveragePart } from "../../gql/graphql";
import type { Sheet } from "./download";
import {
  countsOf,
  familyOf,
  groupCounts,
  WORLD,
  type Block,
  type Column,
  type Counts,
  type Family,
  type Figure,
  type Figures,
} from "./figures";
import { PARTS } from "./view";

export type QuestionRow = NonNullable<CoverageByQuestionQuery["coverage"]>["rows"][number];

/** A row of the matrix: a question with its counts in each column. */
export interface Line {
  question: string;
  counts: ReadonlyMap<string, Counts>;
}

/** The world, then the published groups of the chosen families, in the order in which the service names them. */
export function columnsOf(data: Figures, families: readonly Family[]): Column[] {
  if (!data.coverage) return [];
  const world = { code: WORLD, invited: data.coverage.invited };
  const { groups = [], invited = [] } = data.byGroup ?? {};
  const all = groups.map((code, place) => ({ code, invited: invited[place] ?? 0 }));
  return [world, ...all.filter(({ code }) => families.includes(familyOf(code)))];
}

/** The families of groups that are published in this round. */
export function familiesOf(data: Figures): Family[] {
  return [...new Set((data.byGroup?.groups ?? []).map(familyOf))];
}

/** The counts of a question in every column. */
export function lineOf(
  data: Figures,
  columns: readonly Column[],
  row: Pick<NonNullable<Figure["row"]>, "questionCode" | "parts">,
): Line {
  const { questionCode, parts } = row;
  const counts = new Map<string, Counts>();
  for (const { code } of columns) {
    const found = code === WORLD ? countsOf(parts) : data.byGroup && groupCounts(data.byGroup, code, questionCode);
    if (found) counts.set(code, found);
  }
  return { question: questionCode, counts };
}

/** All figures in long form, every part of every cell: what is downloaded. */
export function sheetOf(
  data: Figures,
  columns: readonly Column[],
  blocks: readonly Block[],
  rows: readonly QuestionRow[],
  words: { group: (code: string) => string; part: (part: CoveragePart) => string },
): Sheet {
  const cells = (line: Line, provision: string | null, adoption: Adoption | null) =>
    columns.flatMap(({ code, invited }) => {
      const counts = line.counts.get(code);
      if (!counts) return [];
      return PARTS.map((part) => [
        provision,
        adoption,
        line.question,
        code,
        words.group(code),
        invited,
        part,
        words.part(part),
        counts[part],
      ]);
    });
  const leads = blocks.flatMap(({ figures }) =>
    figures.flatMap(({ row, provision, adoption }) =>
      row ? cells(lineOf(data, columns, row), provision?.code ?? null, adoption) : [],
    ),
  );
  const others = rows.flatMap((row) => cells(lineOf(data, columns, row), null, null));
  // Another figure than a part of a partition: it is told for the world only.
  const world = data.coverage?.invited ?? null;
  const answering = blocks.flatMap(({ figures }) =>
    figures.flatMap(({ row, provision, adoption, answering: states }) =>
      row
        ? []
        : [
            [
              provision?.code ?? null,
              adoption,
              null,
              WORLD,
              words.group(WORLD),
              world,
              "ANY_QUESTION",
              null,
              states ?? 0,
            ],
          ],
    ),
  );
  return {
    columns: ["provision", "adoption", "question", "group", "group_name", "invited", "part", "part_name", "states"],
    rows: [...leads, ...others, ...answering],
  };
}
