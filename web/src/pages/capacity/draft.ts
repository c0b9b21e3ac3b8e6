import type { Language, NoticeContentInput, OfferTermsInput } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { lengthOf } from "../../widgets/entries/length";
import type { Side } from "./address";

/** What is said in one language. */
export interface Wording {
  language: Language;
  title: string;
  description: string;
}

/** A need or an offer as it is typed. The terms are of offers alone, and stay empty in a need. */
export interface Draft {
  /** Whose it is to be, where it is new and somebody drafts for several. */
  by: string | null;
  /** The revision that it was written upon; 0 for a new one. */
  basedOn: number;
  kind: string;
  themes: readonly string[];
  provisions: readonly string[];
  languages: readonly Language[];
  wordings: readonly Wording[];
  forms: readonly string[];
  isForEverybody: boolean;
  groups: readonly string[];
  states: readonly string[];
  from: string;
  until: string;
  link: string;
}

export const LONGEST_TITLE = 200;
export const LONGEST_DESCRIPTION = 4_000;
/** The most provisions, themes, groups or States that are named. */
export const MOST = 50;

export function emptyDraft(language: Language): Draft {
  return {
    by: null,
    basedOn: 0,
    kind: "",
    themes: [],
    provisions: [],
    languages: [],
    wordings: [{ language, title: "", description: "" }],
    forms: [],
    isForEverybody: true,
    groups: [],
    states: [],
    from: "",
    until: "",
    link: "",
  };
}

interface Coded {
  code: string;
}

/** What is on record of a need or an offer, as far as it can be typed. */
export interface Written {
  revision: number;
  kind: Coded;
  themes: readonly Coded[];
  provisions: readonly Coded[];
  languages: readonly Language[];
  wordings: readonly { language: Language; title: string; description?: string | null | undefined }[];
  forms?: readonly Coded[];
  openTo?: { isEverybody: boolean; groups: readonly string[]; states: readonly Coded[] };
  from?: string | null | undefined;
  until?: string | null | undefined;
  link?: string | null | undefined;
}

const codes = (rows: readonly Coded[]) => rows.map(({ code }) => code);

/** What is on record, to be written anew. */
export function draftOf(written: Written): Draft {
  const { revision, kind, themes, provisions, languages, wordings, forms, openTo, from, until, link } = written;
  return {
    by: null,
    basedOn: revision,
    kind: kind.code,
    themes: codes(themes),
    provisions: codes(provisions),
    languages,
    wordings: wordings.map(({ language, title, description }) => ({ language, title, description: description ?? "" })),
    forms: codes(forms ?? []),
    isForEverybody: openTo?.isEverybody ?? true,
    groups: openTo?.groups ?? [],
    states: codes(openTo?.states ?? []),
    from: from ?? "",
    until: until ?? "",
    link: link ?? "",
  };
}

const isSaid = ({ title, description }: Wording) => title.trim() !== "" || description.trim() !== "";

/** What it is about, as it is sent. */
export function contentOf({ kind, themes, provisions, languages, wordings }: Draft): NoticeContentInput {
  return {
    kind,
    themes: [...themes],
    provisions: [...provisions],
    languages: [...languages],
    wordings: wordings.filter(isSaid).map(({ language, title, description }) => ({
      language,
      title: title.trim(),
      description: description.trim() === "" ? null : description.trim(),
    })),
  };
}

/** On what terms, as they are sent. */
export function termsOf({ forms, isForEverybody, groups, states, from, until, link }: Draft): OfferTermsInput {
  const day = (typed: string) => (typed === "" ? null : typed);
  return {
    forms: [...forms],
    openTo: isForEverybody ? null : { groups: [...groups], states: [...states] },
    from: day(from),
    until: day(until),
    link: link.trim() === "" ? null : link.trim(),
  };
}

/** Where something has to be mended before it can be sent. */
export type Place = "by" | "kind" | "wordings" | "themes" | "provisions" | "openTo" | "until" | "link";
export type Faults = Partial<Record<Place, MessageId>>;

export function faultsOf(draft: Draft, side: Side): Faults {
  const faults: Faults = {};
  const said = draft.wordings.filter(isSaid);
  if (draft.kind === "") faults.kind = "capacity.fault.kind";
  if (said.length === 0) faults.wordings = "capacity.fault.title";
  else if (said.some(({ title }) => title.trim() === "")) faults.wordings = "capacity.fault.titleEach";
  else if (said.some((one) => lengthOf(one.title) > LONGEST_TITLE || lengthOf(one.description) > LONGEST_DESCRIPTION))
    faults.wordings = "capacity.fault.long";
  if (draft.themes.length > MOST) faults.themes = "capacity.fault.many";
  if (draft.provisions.length > MOST) faults.provisions = "capacity.fault.many";
  if (side === "need") return faults;
  const named = draft.groups.length + draft.states.length;
  if (!draft.isForEverybody && named === 0) faults.openTo = "capacity.fault.openTo";
  if (draft.groups.length > MOST || draft.states.length > MOST) faults.openTo = "capacity.fault.many";
  if (draft.from !== "" && draft.until !== "" && draft.until < draft.from) faults.until = "capacity.fault.until";
  const link = draft.link.trim();
  if (link !== "" && !/^https?:\/\/[^\s/]+/i.test(link)) faults.link = "capacity.fault.link";
  return faults;
}

/** Where a draft is kept in this tab: for each person, and beside what it is to become. */
export function placeOf(account: string, side: Side, about: string): string {
  return `normtrack.notice.${account}.${side}.${about}`;
}

/** Whether two say the same, whatever they were written upon. */
export function saysTheSame(one: Draft, other: Draft): boolean {
  const sorted = (draft: Draft) => {
    const { wordings, themes, provisions, languages, ...content } = contentOf(draft);
    const { forms, openTo, ...terms } = termsOf(draft);
    const inOrder = (list: readonly string[] | null | undefined) => [...(list ?? [])].sort();
    return JSON.stringify([
      content,
      terms,
      ...[themes, provisions, languages, forms, openTo?.groups, openTo?.states].map(inOrder),
      wordings.toSorted((a, b) => (a.language < b.language ? -1 : 1)),
    ]);
  };
  return sorted(one) === sorted(other);
}

const isText = (value: unknown): value is string => typeof value === "string";
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);

/** A draft that was kept in the tab; what cannot be read is as good as nothing. */
export function drafted(value: unknown): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const found = value as Record<string, unknown>;
  const wordings = Array.isArray(found["wordings"]) ? (found["wordings"] as Record<string, unknown>[]) : [];
  const text = (name: string) => (isText(found[name]) ? found[name] : "");
  return {
    by: isText(found["by"]) ? found["by"] : null,
    basedOn: typeof found["basedOn"] === "number" ? found["basedOn"] : 0,
    kind: text("kind"),
    themes: texts(found["themes"]),
    provisions: texts(found["provisions"]),
    languages: texts(found["languages"]) as Language[],
    wordings: wordings.map(({ language, title, description }) => ({
      language: language as Language,
      title: isText(title) ? title : "",
      description: isText(description) ? description : "",
    })),
    forms: texts(found["forms"]),
    isForEverybody: found["isForEverybody"] !== false,
    groups: texts(found["groups"]),
    states: texts(found["states"]),
    from: text("from"),
    until: text("until"),
    link: text("link"),
  };
}
