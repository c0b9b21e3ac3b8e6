import type {
  Language,
  ProposalContentInput,
  ProposalKind,
  RelationReading,
  TextStatus,
  WrittenProposalFragment,
} from "../../gql/graphql";
import { apiLanguage, LANGUAGES } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { lengthOf } from "../../widgets/entries/length";

/** Title and rationale in one language, with the status of all that is said in it. */
export interface Wording {
  language: Language;
  status: TextStatus;
  title: string;
  rationale: string;
}

export type Texts = Partial<Record<Language, string>>;

export interface Paragraph {
  number: string;
  texts: Texts;
}

export interface Relation {
  /** The number of a paragraph; empty for the whole. */
  paragraph: string;
  relation: RelationReading;
  provision: string;
}

/** A proposal as it is typed. */
export interface Draft {
  /** Which State is to lead it, where it is new and somebody drafts for several. */
  by: string | null;
  /** The revision that it was written upon; 0 for a new one. */
  basedOn: number;
  kind: ProposalKind;
  themes: readonly string[];
  elaborates: readonly string[];
  wordings: readonly Wording[];
  paragraphs: readonly Paragraph[];
  relations: readonly Relation[];
}

export const LONGEST_TITLE = 200;
export const LONGEST_TEXT = 4_000;
export const LONGEST_RATIONALE = 10_000;
export const MOST = 50;

export function emptyDraft(language: Language): Draft {
  return {
    by: null,
    basedOn: 0,
    kind: "FURTHER_NORM",
    themes: [],
    elaborates: [],
    wordings: [{ language, status: "OFFICIAL", title: "", rationale: "" }],
    paragraphs: [{ number: "1", texts: {} }],
    relations: [],
  };
}

/** The number that follows the last one, as far as those are plain. */
export function numberAfter(paragraphs: readonly Paragraph[]): string {
  const tops = paragraphs.map(({ number }) => /^\d+/.exec(number.trim())?.[0]).filter((found) => found !== undefined);
  return String(Math.max(0, ...tops.map(Number)) + 1);
}

const CODES = LANGUAGES.map(apiLanguage);
type Suffix = "Ar" | "Zh" | "En" | "Fr" | "Ru" | "Es";
const suffixOf = (language: Language) => (language.charAt(0) + language.slice(1).toLowerCase()) as Suffix;

interface Given {
  content: string;
  isFallback: boolean;
}

/** What is there in the language itself, and no other one in its place. */
const own = (text: Given | null | undefined) => (text && !text.isFallback ? text.content : "");

/** What is on record, to be written anew. */
export function draftOf({ revision, content }: WrittenProposalFragment): Draft {
  const { kind, languages, themes, elaborates, paragraphs, relations } = content!;
  return {
    by: null,
    basedOn: revision ?? 0,
    kind,
    themes: themes.map(({ code }) => code),
    elaborates: elaborates.map(({ code }) => code),
    wordings: languages.map(({ language, status }) => ({
      language,
      status,
      title: own(content![`title${suffixOf(language)}`]),
      rationale: own(content![`rationale${suffixOf(language)}`]),
    })),
    paragraphs: paragraphs.map((paragraph) => ({
      number: paragraph.number,
      texts: Object.fromEntries(
        CODES.map((code) => [code, own(paragraph[`text${suffixOf(code)}`])]).filter(([, text]) => text !== ""),
      ) as Texts,
    })),
    relations: relations.map(({ paragraph, relation, provision }) => ({
      paragraph: paragraph ?? "",
      relation,
      provision: provision.code,
    })),
  };
}

const isSaid = ({ title, rationale }: Wording) => title.trim() !== "" || rationale.trim() !== "";

const said = (texts: Texts) =>
  CODES.flatMap((language) => {
    const content = texts[language]?.trim() ?? "";
    return content === "" ? [] : [{ language, content }];
  });

/** Whether something in this language is said anywhere. */
const isSpoken = ({ wordings, paragraphs }: Draft, language: Language) =>
  wordings.some((wording) => wording.language === language && isSaid(wording)) ||
  paragraphs.some(({ texts }) => (texts[language]?.trim() ?? "") !== "");

/** What it says, as it is sent. */
export function contentOf(draft: Draft): ProposalContentInput {
  const { kind, themes, elaborates, wordings, paragraphs, relations } = draft;
  return {
    kind,
    themes: [...themes],
    elaborates: kind === "ELABORATION" ? [...elaborates] : [],
    wordings: wordings
      .filter(({ language }) => isSpoken(draft, language))
      .map(({ language, status, title, rationale }) => ({
        language,
        status,
        title: title.trim(),
        rationale: rationale.trim() === "" ? null : rationale.trim(),
      })),
    paragraphs: paragraphs.map(({ number, texts }) => ({ number: number.trim(), texts: said(texts) })),
    relations: relations.map(({ paragraph, relation, provision }) => ({
      provision,
      relation,
      paragraph: paragraph === "" ? null : paragraph,
    })),
  };
}

/** Where something has to be mended before it can be sent. */
export type Place = "wordings" | "paragraphs" | "elaborates" | "themes" | "relations";
export type Faults = Partial<Record<Place, MessageId>>;

const NUMBER = /^[a-z0-9]+(\.[a-z0-9]+){0,3}$/;

/** What is wrong with one paragraph among the others; nothing, where it is right. */
export function faultOf(paragraphs: readonly Paragraph[], place: number): MessageId | null {
  const { number, texts } = paragraphs[place]!;
  const before = paragraphs.slice(0, place).map((paragraph) => paragraph.number.trim());
  const own = number.trim();
  if (!NUMBER.test(own) || own.length > 20) return "proposal.fault.number";
  if (before.includes(own)) return "proposal.fault.numberTwice";
  const parent = own.includes(".") ? own.slice(0, own.lastIndexOf(".")) : null;
  if (parent !== null && !before.includes(parent)) return "proposal.fault.numberPart";
  const words = said(texts);
  if (words.length === 0) return "proposal.fault.paragraph";
  return words.some(({ content }) => lengthOf(content) > LONGEST_TEXT) ? "capacity.fault.long" : null;
}

export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {};
  const { wordings, paragraphs, kind, elaborates, themes, relations } = draft;
  const spoken = wordings.filter(({ language }) => isSpoken(draft, language));
  if (spoken.length === 0) faults.wordings = "capacity.fault.title";
  else if (spoken.some(({ title }) => title.trim() === "")) faults.wordings = "capacity.fault.titleEach";
  else if (
    spoken.some(({ title, rationale }) => lengthOf(title) > LONGEST_TITLE || lengthOf(rationale) > LONGEST_RATIONALE)
  )
    faults.wordings = "capacity.fault.long";
  if (paragraphs.length === 0) faults.paragraphs = "proposal.fault.noParagraph";
  else if (paragraphs.length > MOST) faults.paragraphs = "capacity.fault.many";
  else if (paragraphs.some((_, place) => faultOf(paragraphs, place) !== null))
    faults.paragraphs = "proposal.fault.paragraphs";
  if (kind === "ELABORATION" && elaborates.length === 0) faults.elaborates = "proposal.fault.elaborates";
  if (elaborates.length > MOST) faults.elaborates = "capacity.fault.many";
  if (themes.length > MOST) faults.themes = "capacity.fault.many";
  const numbers = paragraphs.map(({ number }) => number.trim());
  const keys = relations.map(({ provision, paragraph }) => `${provision} ${paragraph}`);
  if (relations.length > MOST) faults.relations = "capacity.fault.many";
  else if (new Set(keys).size < keys.length) faults.relations = "proposal.fault.relationTwice";
  else if (relations.some(({ paragraph }) => paragraph !== "" && !numbers.includes(paragraph)))
    faults.relations = "proposal.fault.relationParagraph";
  return faults;
}

/** Where a draft is kept in this tab: for each person, and beside what it is to become. */
export function placeOf(account: string, about: string): string {
  return `normtrack.proposal.${account}.${about}`;
}

/** Whether two say the same, whatever they were written upon. */
export function saysTheSame(one: Draft, other: Draft): boolean {
  const sorted = (draft: Draft) => {
    const { wordings, themes, elaborates, ...content } = contentOf(draft);
    const inOrder = (list: readonly string[] | null | undefined) => [...(list ?? [])].sort();
    return JSON.stringify([
      content,
      inOrder(themes),
      inOrder(elaborates),
      wordings.toSorted((a, b) => (a.language < b.language ? -1 : 1)),
    ]);
  };
  return sorted(one) === sorted(other);
}
