import type { EditionDraftChangeInput } from "../../gql/graphql";
import { moduleOf, questionsOf } from "./definition";
import type { Shown } from "./draft";
import type { Place } from "./place";

const sectionsOf = (shown: Shown) => shown.modules.flatMap(({ sections }) => sections);

/** The codes of what stands beside a place and is of its sort, in order; lists have none. */
export function besides(shown: Shown, { sort, code }: Place): string[] {
  const codes = (several: readonly { code: string }[] | undefined) => (several ?? []).map((one) => one.code);
  switch (sort) {
    case "module":
      return codes(shown.modules);
    case "section":
      return codes(moduleOf(shown, code)?.sections);
    case "question":
      return codes(sectionsOf(shown).find(({ questions }) => codes(questions).includes(code))?.questions);
    case "edition":
    case "list":
      return [];
  }
}

/** The codes of a sort that are taken: nothing else can be put under one of them. */
export function taken(shown: Shown, sort: Place["sort"]): string[] {
  const several = {
    edition: [],
    module: shown.modules,
    section: sectionsOf(shown),
    question: questionsOf(shown),
    list: shown.optionLists,
  }[sort];
  return several.map(({ code }) => code);
}

/** Moves a place after another one; after none, it comes first. */
export function moved(shown: Shown, { sort, code }: Place, after: string | null): EditionDraftChangeInput {
  const to = { code, after };
  if (sort === "module") return { moveModule: to };
  if (sort === "question") return { moveQuestion: to };
  return { moveSection: { ...to, module: moduleOf(shown, code)?.code ?? null } };
}

export function removed({ sort, code }: Place): EditionDraftChangeInput {
  if (sort === "module") return { removeModule: code };
  if (sort === "section") return { removeSection: code };
  if (sort === "list") return { removeOptionList: code };
  return { removeQuestion: code };
}

/** Puts something new into a place, with the least that the service takes: the rest is written there. */
export function put(shown: Shown, into: Place, { sort, code }: Place): EditionDraftChangeInput {
  if (sort === "module") return { putModule: { code, isNew: true } };
  if (sort === "section") return { putSection: { code, module: into.code, isNew: true } };
  if (sort === "list") return { putOptionList: { code, options: [], isNew: true } };
  const section = sectionsOf(shown).find((one) => one.code === into.code);
  const provisions = (section?.provisions ?? []).map((one) => one.code);
  return { putQuestion: { code, isNew: true, kind: "SHORT_TEXT", maxLength: 200, level: "EXTENDED", provisions } };
}

/** The codes of the options of a list; no other place has any. */
export function optionsOf(shown: Shown, { sort, code }: Place): string[] {
  if (sort !== "list") return [];
  return (shown.optionLists.find((list) => list.code === code)?.options ?? []).map((option) => option.code);
}

/** Gives a place another code, or an option of the list that it is. */
export function recoded({ sort, code }: Place, to: string, option?: string): EditionDraftChangeInput {
  if (option !== undefined) return { recodeOption: { list: code, code: option, to } };
  if (sort === "module") return { recodeModule: { code, to } };
  if (sort === "section") return { recodeSection: { code, to } };
  if (sort === "list") return { recodeOptionList: { code, to } };
  return { recodeQuestion: { code, to } };
}
