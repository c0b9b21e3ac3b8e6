import type {
  EditionDraftChangeInput,
  EditionTextKind,
  Language,
  LocalisedFragment,
  WordsOfPartsQuery,
  WordsOfQuestionsQuery,
} from "../../gql/graphql";
import { apiLanguage, LANGUAGES, type Tongue } from "../../i18n/language";
import type { Place } from "./place";
import type { Fields } from "./typing";

/** Words at a place, in every language. */
export interface Slot {
  kind: EditionTextKind;
  /** The code of the option. */
  option?: string;
}

export const fieldOf = ({ kind, option = "" }: Slot, language: Language) => `${kind} ${option} ${language}`;
export const statusOf = (slot: Slot, language: Language) => `status ${fieldOf(slot, language)}`;

type Parts = NonNullable<NonNullable<WordsOfPartsQuery["editionDraft"]>["preview"]>;
type Questions = NonNullable<NonNullable<WordsOfQuestionsQuery["editionDraft"]>["preview"]>;
type Said = LocalisedFragment | null | undefined;

function filled(slot: Slot, said: (tongue: Tongue) => Said): [string, string][] {
  return LANGUAGES.flatMap((tongue): [string, string][] => {
    const language = apiLanguage(tongue);
    const text = said(tongue);
    // What stands in for a missing text is not there to be changed.
    const own = text && !text.isFallback ? text : null;
    return [
      [fieldOf(slot, language), own?.content ?? ""],
      [statusOf(slot, language), own?.status ?? "UNOFFICIAL"],
    ];
  });
}

/** What the place of a head, a module or a section says; none where there is no such place. */
export function readParts({ sort, code }: Place, parts: Parts): { slots: Slot[]; fields: Fields } | null {
  const sections = parts.modules.flatMap((module) => module.sections);
  const section = sections.find((one) => one.code === code);
  if (sort === "section") {
    if (!section) return null;
    const slot: Slot = { kind: "SECTION_TITLE" };
    return { slots: [slot], fields: Object.fromEntries(filled(slot, (tongue) => section[tongue])) };
  }
  const of = sort === "edition" ? parts : parts.modules.find((module) => module.code === code);
  if (!of) return null;
  const [title, intro]: [Slot, Slot] =
    sort === "edition" ? [{ kind: "TITLE" }, { kind: "INTRO" }] : [{ kind: "MODULE_TITLE" }, { kind: "MODULE_INTRO" }];
  const fields = [...filled(title, (tongue) => of[tongue]), ...filled(intro, (tongue) => of[`${tongue}Intro`])];
  return { slots: [title, intro], fields: Object.fromEntries(fields) };
}

/** What a question says, or the options of a list. */
export function readQuestions({ sort, code }: Place, said: Questions): { slots: Slot[]; fields: Fields } | null {
  if (sort === "list") {
    const options = said.en.find((list) => list.code === code)?.options;
    if (!options) return null;
    const slots = options.map((option): Slot => ({ kind: "LABEL", option: option.code }));
    const label = (tongue: Tongue, option: string | undefined) =>
      said[tongue].find((list) => list.code === code)?.options.find((one) => one.code === option)?.label;
    const fields = slots.flatMap((slot) => filled(slot, (tongue) => label(tongue, slot.option)));
    return { slots, fields: Object.fromEntries(fields) };
  }
  const questions = said.modules.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const question = questions.find((one) => one.code === code);
  if (!question) return null;
  const [prompt, help]: [Slot, Slot] = [{ kind: "PROMPT" }, { kind: "HELP" }];
  const fields = [
    ...filled(prompt, (tongue) => question[tongue]),
    ...filled(help, (tongue) => question[`${tongue}Help`]),
  ];
  return { slots: [prompt, help], fields: Object.fromEntries(fields) };
}

/** The changes that make the words at a place what was typed. */
export function textChanges(
  { code }: Place,
  slots: readonly Slot[],
  typed: Fields,
  dirty: readonly string[],
  source: Language,
): EditionDraftChangeInput[] {
  // The source wording first: where it changes, what was said of the others before is of something else.
  const languages = LANGUAGES.map(apiLanguage).toSorted((a, b) => Number(b === source) - Number(a === source));
  return slots.flatMap((slot) =>
    languages.flatMap((language): EditionDraftChangeInput[] => {
      const [field, status] = [fieldOf(slot, language), statusOf(slot, language)];
      if (!dirty.includes(field) && !dirty.includes(status)) return [];
      return [
        {
          setText: {
            place: slot.kind,
            // The head of the edition has none.
            ...(code !== "" && { code }),
            ...(slot.option !== undefined && { option: slot.option }),
            language,
            content: typed[field] ?? "",
            // What is typed is nobody's official wording.
            status: typed[status] === "MACHINE" ? "MACHINE" : "UNOFFICIAL",
          },
        },
      ];
    }),
  );
}
