import type { CoveragePart } from "../../gql/graphql";

/** What the address says about how figures are shown. */
export interface View {
  /** The register position that figures are read at; the newest, where there is none. */
  asOf?: number;
  /** The question in view. */
  question?: string;
  /** The group whose figures for the question are open. */
  group?: string;
  /** By provision, where nothing is said. */
  by?: "states";
  /** The part that the matrix paints. */
  part?: CoveragePart;
  /** The option that the tiles paint. */
  option?: string;
  /** The kinds of groups that have columns. */
  columns?: string;
}

/** The parts in the order in which they are told: what States said, then why nothing is said. */
export const PARTS = [
  "ANSWERED_SHOWN",
  "COUNTED_NOT_SHOWN",
  "NONE",
  "NOT_APPLICABLE",
  "EXISTS_NOT_DISCLOSED",
  "DECLINED",
  "WITHHELD",
  "SILENT",
  "NOT_ASKED",
  "NOT_FILED",
] as const satisfies readonly CoveragePart[];

/** Reads an address; what it cannot mean is left out. */
export function readView(search: Record<string, unknown>): View {
  const view: View = {};
  const { asOf, question, group, by, part, option, columns } = search;
  const position = readPosition(asOf);
  if (position !== undefined) view.asOf = position;
  if (isText(question)) view.question = question;
  if (isText(group)) view.group = group;
  if (by === "states") view.by = by;
  const known = PARTS.find((name) => name === part);
  if (known) view.part = known;
  if (isText(option) || typeof option === "number") view.option = String(option);
  if (isText(columns)) view.columns = columns;
  return view;
}

/** A position of the register, as an address names it. */
export function readPosition(value: unknown): number | undefined {
  const position = Number(value);
  return value !== undefined && Number.isSafeInteger(position) && position > 0 ? position : undefined;
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
