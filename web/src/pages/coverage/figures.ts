import type {
  Adoption,
  AllPartsFragment,
  CoverageByGroupQuery,
  CoverageOfRoundQuery,
  CoveragePart,
  ProvisionKind,
} from "../../gql/graphql";
import { PARTS } from "./view";

/** How many invited States stand in each part of the partition. */
export type Counts = Readonly<Record<CoveragePart, number>>;

/** The parts of the API's object, by the names of the enumeration. */
export function countsOf(parts: AllPartsFragment): Counts {
  return {
    ANSWERED_SHOWN: parts.answeredShown,
    COUNTED_NOT_SHOWN: parts.countedNotShown,
    NONE: parts.none,
    NOT_APPLICABLE: parts.notApplicable,
    EXISTS_NOT_DISCLOSED: parts.existsNotDisclosed,
    DECLINED: parts.declined,
    WITHHELD: parts.withheld,
    SILENT: parts.silent,
    NOT_ASKED: parts.notAsked,
    NOT_FILED: parts.notFiled,
  };
}

/** All parts together: the denominator, if nothing went wrong. */
export function sumOf(counts: Counts): number {
  return PARTS.reduce((sum, part) => sum + counts[part], 0);
}

/** The flat lists that hold every published group. */
export interface GroupFigures {
  groups: readonly string[];
  invited: readonly number[];
  questions: readonly string[];
  parts: readonly CoveragePart[];
  values: unknown;
}

/** The counts of one question in one group: `values[((group * questions) + question) * parts + part]`. */
export function groupCounts(figures: GroupFigures, group: string, question: string): Counts | null {
  const [row, column] = [figures.groups.indexOf(group), figures.questions.indexOf(question)];
  if (row < 0 || column < 0 || !Array.isArray(figures.values)) return null;
  const width = figures.parts.length;
  const start = (row * figures.questions.length + column) * width;
  const counts = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<CoveragePart, number>;
  for (const [place, part] of figures.parts.entries()) counts[part] = Number(figures.values[start + place]);
  return counts;
}

/** The world, beside the published groups. */
export const WORLD = "world";

/** A column of the matrix: the world or a published group, with its denominator. */
export interface Column {
  code: string;
  invited: number;
}

/** What a group is: the part of its code before the colon; `ldc`, `lldc` and `sids` are special. */
export const FAMILIES = ["regional", "special", "m49", "organisation"] as const;
export type Family = (typeof FAMILIES)[number];

export function familyOf(group: string): Family {
  return FAMILIES.find((family) => group.startsWith(`${family}:`)) ?? "special";
}

/** The code without its family. */
export function memberCode(group: string): string {
  return group.slice(group.indexOf(":") + 1);
}

/** A group as the API is asked for it; none is the world. */
export function groupInput(group: string | undefined) {
  if (group === undefined || group === WORLD) return null;
  switch (familyOf(group)) {
    case "regional":
      return { regional: memberCode(group) };
    case "m49":
      return { area: memberCode(group) };
    case "organisation":
      return { organisation: memberCode(group) };
    case "special":
      return { isLdc: group === "ldc", isLldc: group === "lldc", isSids: group === "sids" };
  }
}

/** A step of the scale, from 0 (no State) to 6 (every one): the first as soon as there is one, the last only for all. */
export function stepOf(count: number, invited: number): number {
  if (count <= 0 || invited <= 0) return 0;
  if (count >= invited) return 6;
  return Math.min(5, 1 + Math.floor((count * 5) / invited));
}

/** Norms first, then what States undertake and do, then what surrounds it. */
const KINDS: readonly ProvisionKind[] = [
  "NORM",
  "RULE",
  "PRINCIPLE",
  "PLEDGE",
  "INTERNATIONAL_LAW",
  "CBM",
  "CAPACITY_BUILDING",
  "REQUEST",
  "INVITATION",
  "DECISION",
  "DEFINITION",
  "PREAMBLE",
];

/** Whether a text was agreed. What was not is shown apart and never added to what was. */
export function isAgreed(adoption: Adoption): boolean {
  switch (adoption) {
    case "ADOPTED":
    case "EXPERT_REPORT":
    case "WORKING_GROUP_CONSENSUS":
      return true;
    case "DRAFT":
    case "CIRCULATED":
      return false;
  }
}

/** What the matrix is made of: the world's figures, and those of the groups as soon as they have come. */
export interface Figures extends CoverageOfRoundQuery {
  byGroup: CoverageByGroupQuery["coverageByGroup"];
}

export type Figure = NonNullable<CoverageOfRoundQuery["coverage"]>["provisions"][number];

interface Placed {
  adoption: Adoption;
  provision?: { kind: ProvisionKind; instrument?: { code: string; symbol: string } | null } | null;
}

/** Provisions of one kind and one text. */
export interface Block<F = Figure> {
  key: string;
  kind: ProvisionKind;
  adoption: Adoption;
  symbol: string;
  figures: F[];
}

/**
 * Blocks of one kind and text. Within a block and among texts the order stays as it is: document order. Agreed texts come
 * first, and norms before the rest; texts that were not adopted come apart, at the end.
 */
export function blocksOf<F extends Placed>(figures: readonly F[]): Block<F>[] {
  const blocks = new Map<string, Block<F>>();
  for (const figure of figures) {
    const { provision, adoption } = figure;
    if (!provision?.instrument) continue;
    const { kind, instrument } = provision;
    const key = `${kind} ${instrument.code}`;
    const block = blocks.get(key) ?? { key, kind, adoption, symbol: instrument.symbol, figures: [] };
    if (block.figures.length === 0) blocks.set(key, block);
    block.figures.push(figure);
  }
  return [...blocks.values()].sort(
    (one, other) =>
      Number(isAgreed(other.adoption)) - Number(isAgreed(one.adoption)) ||
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
}
