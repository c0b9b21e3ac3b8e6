import type { AnswerChangesFragment, ComparedSideFragment, LocalisedFragment } from "../../gql/graphql";
import type { Form, FormQuestion } from "../survey/form";

type Change = AnswerChangesFragment["changes"][number];

/** The forms of the editions that are compared, by code. */
export type Forms = ReadonlyMap<string, Form>;

/** A change with what was asked, now and then. */
export interface Placed {
  change: Change;
  asked: FormQuestion | null;
  askedBefore: FormQuestion | null;
  section: { code: string; title: LocalisedFragment | null };
  /** Where its question stands in the form. */
  rank: number;
}

const NOWHERE = { code: "", title: null };

export function place(change: Change, forms: Forms): Placed {
  const form = (side: ComparedSideFragment | null | undefined) => forms.get(side?.question?.edition.code ?? "");
  const question = (side: ComparedSideFragment | null | undefined) =>
    form(side)?.questions.get(side?.questionCode ?? "") ?? null;
  const [asked, askedBefore] = [question(change.after), question(change.before)];
  const at = change.after ?? change.before;
  const section = form(at)?.sections.find(({ code }) => code === (asked ?? askedBefore)?.section);
  return {
    change,
    asked,
    askedBefore,
    section: section ? { code: section.code, title: section.title ?? null } : NOWHERE,
    rank: [...(form(at)?.questions.keys() ?? [])].indexOf(at?.questionCode ?? ""),
  };
}

export interface Group {
  code: string;
  title: LocalisedFragment | null;
  placed: Placed[];
}

/** The changes by the section that they stand in now, or stood in, in the order of the form. */
export function bySection(all: readonly Placed[]): Group[] {
  const groups = new Map<string, Group>();
  for (const placed of all.toSorted((one, other) => one.rank - other.rank)) {
    const { code, title } = placed.section;
    const group = groups.get(code) ?? { code, title, placed: [] };
    groups.set(code, group);
    group.placed.push(placed);
  }
  return [...groups.values()];
}
