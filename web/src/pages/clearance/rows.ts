import type { SectionsOfQuery } from "../../gql/graphql";

export type Sections = NonNullable<SectionsOfQuery["submission"]>;
type Module = Sections["edition"]["modules"][number];

export type SectionRow = Sections["sections"][number] & {
  code: string;
  title: Module["sections"][number]["title"];
  module: string;
};

/** The sections in which something is asked, in the order of the form. */
export function rowsOf(submission: Pick<Sections, "sections" | "edition">): SectionRow[] {
  const known = new Map(submission.sections.flatMap((one) => (one.section ? [[one.section.code, one] as const] : [])));
  return submission.edition.modules.flatMap((module) =>
    module.sections.flatMap(({ code, title }) => {
      const section = known.get(code);
      // What is switched off stays in sight while it lies with somebody, or would hold a filing up.
      if (!section || (!section.isEnabled && section.clearance.status === "NOT_NEEDED")) return [];
      return [{ ...section, code, title, module: module.code }];
    }),
  );
}

/** By the parts of the form; a part without rows is left out. */
export function groupsOf(submission: Pick<Sections, "edition">, rows: readonly SectionRow[]) {
  return submission.edition.modules
    .map((module) => ({ module, rows: rows.filter((row) => row.module === module.code) }))
    .filter((group) => group.rows.length > 0);
}
