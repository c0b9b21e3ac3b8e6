import type { SurveyFormQuery } from "../../gql/graphql";

type Read = NonNullable<SurveyFormQuery["edition"]>;
type ReadModule = Read["modules"][number];
type ReadSection = ReadModule["sections"][number];

export type OptionItem = Read["optionLists"][number]["options"][number];
export type FormQuestion = ReadSection["questions"][number] & {
  /** The code of its section. */
  section: string;
  /** What can be chosen, for the two kinds that choose. */
  options: OptionItem[];
  /** Whether the short path shows it: core, and in a module that the edition names for it. */
  isOnShortPath: boolean;
};
export type FormSection = Omit<ReadSection, "questions"> & { module: string; questions: FormQuestion[] };
export type FormModule = Omit<ReadModule, "sections"> & { sections: FormSection[] };

/** An edition as the survey asks it. */
export interface Form {
  code: string;
  kind: Read["kind"];
  intro: Read["intro"];
  title: Read["title"];
  /** The codes of the instruments that it asks about. */
  instruments: readonly string[];
  modules: FormModule[];
  sections: FormSection[];
  questions: ReadonlyMap<string, FormQuestion>;
}

export function readForm(edition: Read): Form {
  const lists = new Map(edition.optionLists.map((list) => [list.code, list.options]));
  const modules = edition.modules.map((module): FormModule => ({
    ...module,
    sections: module.sections.map((section): FormSection => ({
      ...section,
      module: module.code,
      questions: section.questions.map((question) => ({
        ...question,
        section: section.code,
        options: lists.get(question.optionList?.code ?? "") ?? [],
        isOnShortPath: question.level === "CORE" && edition.shortPath.includes(module.code),
      })),
    })),
  }));
  const sections = modules.flatMap((module) => module.sections);
  const questions = sections.flatMap((section) => section.questions);
  return {
    code: edition.code,
    kind: edition.kind,
    intro: edition.intro,
    title: edition.title,
    instruments: edition.instruments.map(({ code }) => code),
    modules,
    sections,
    questions: new Map(questions.map((question) => [question.code, question])),
  };
}
