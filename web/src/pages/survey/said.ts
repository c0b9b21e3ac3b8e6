import type {
  AnswerInput,
  AnswerValuePartsFragment,
  EvidenceItemInput,
  Language,
  SaidContentFragment,
} from "../../gql/graphql";

/** What somebody says to one question, in the form in which it is saved. */
export interface Said {
  answer: AnswerInput;
  /** The language of its text, where it has text. */
  language: Language | null;
  /** What the service told of the evidence that it cites, in the order of the answer. */
  cited?: readonly Cited[];
  /** When evidence in it was described anew: saved again, the answer cites it as it is called now. */
  describedAt?: number;
}

/** Evidence as an answer cites it. */
export type Cited = Extract<AnswerValuePartsFragment, { __typename: "EvidenceValue" }>["items"][number];

/** What supports an answer, in one form whichever it was saved in. */
export function itemsOf(answer: AnswerInput | null): readonly EvidenceItemInput[] {
  return valueOf(answer, "evidenceItems") ?? (valueOf(answer, "evidence") ?? []).map((link) => ({ link }));
}

/** No answer, as it is saved when one was taken back. */
export const NOTHING: AnswerInput = { notAnswered: true };

type Present<T> = T extends null | undefined ? never : T;
/** The members of `AnswerInput` that hold a value of a kind. */
export type Shape = Exclude<keyof AnswerInput, "notAnswered" | "silence">;

/** The value of one shape, where the answer has that shape. */
export function valueOf<S extends Shape>(answer: AnswerInput | null, shape: S): Present<AnswerInput[S]> | null {
  if (answer === null) return null;
  return ((answer as Record<string, unknown>)[shape] ?? null) as Present<AnswerInput[S]> | null;
}

export function silenceOf(answer: AnswerInput | null) {
  return answer === null ? null : (((answer as Record<string, unknown>)["silence"] ?? null) as Silence | null);
}
type Silence = Present<AnswerInput["silence"]>;

const isBlankText = (text: string | null | undefined) => (text ?? "").trim() === "";

/** Whether there is nothing in it: such an answer counts as none, as it does for the server. */
export function isBlank(answer: AnswerInput): boolean {
  const [shape, value] = Object.entries(answer).find(([, value]) => value !== undefined && value !== null) ?? [];
  switch (shape) {
    case undefined:
    case "notAnswered":
      return true;
    case "shortText":
    case "longText":
    case "number":
    case "date":
      return isBlankText(value as string);
    case "multiChoice":
    case "stateList":
    case "urlList":
    case "evidence":
    case "evidenceItems":
      return (value as unknown[]).length === 0;
    case "contact":
      return Object.values(value as Record<string, string | null>).every(isBlankText);
    default:
      return false;
  }
}

/** An answer as it goes to the server: rows left empty are dropped, days have two digits, and an empty answer is taken back. */
export function tidy(answer: AnswerInput): AnswerInput {
  const date = valueOf(answer, "date");
  if (date !== null && date !== "") return { date: date.replace(/-(\d)(?=-|$)/g, "-0$1") };
  const links = valueOf(answer, "urlList");
  if (links !== null) {
    const filled = links.filter((link) => !isBlankText(link));
    return filled.length === 0 ? NOTHING : { urlList: filled };
  }
  if (valueOf(answer, "evidenceItems") !== null || valueOf(answer, "evidence") !== null) {
    const filled = itemsOf(answer).filter(
      ({ kept, link }) => kept || (link && ![link.url, link.title, link.citation].every(isBlankText)),
    );
    return filled.length === 0 ? NOTHING : { evidenceItems: filled };
  }
  return isBlank(answer) ? NOTHING : answer;
}

/** What the server returned, in the form in which it would be saved. */
export function saidOf(content: SaidContentFragment | null | undefined): Said | null {
  if (!content?.standing) return null;
  const { language, standing, value } = content;
  const said = (answer: AnswerInput): Said => ({ answer, language: language ?? null });
  if (standing !== "ANSWERED") return said({ silence: standing });
  switch (value?.__typename) {
    case undefined:
      return null;
    case "SingleChoiceValue":
      return said({ singleChoice: chosen(value.chosen) });
    case "MultiChoiceValue":
      return said({ multiChoice: value.choices.map(chosen) });
    case "ScaleValue":
      return said({ scale: value.step });
    case "BooleanValue":
      return said({ boolean: value.isYes });
    case "TextValue":
      return said({ longText: value.text });
    case "NumberValue":
      return said({ number: value.number });
    case "DateValue":
      return said({ date: value.date });
    case "UrlListValue":
      return said({ urlList: value.urls });
    case "EvidenceValue":
      return { ...said({ evidenceItems: value.items.map(itemOf) }), cited: value.items };
    case "StateListValue":
      return said({ stateList: value.states.map((state) => state.code) });
    case "ContactValue": {
      const { name, unit, email, telephone } = value;
      return said({ contact: drop({ name, unit, email, telephone }) });
    }
  }
}

/** A text comes back without saying whether it is short or long: the question knows. */
export function asAsked(said: Said | null, kind: string): Said | null {
  const text = valueOf(said?.answer ?? null, "longText");
  return said !== null && text !== null && kind === "SHORT_TEXT"
    ? { answer: { shortText: text }, language: said.language }
    : said;
}

/** A link is told again as it was; evidence is named by its id, of which readers of another State may know none. */
function itemOf({ commitment, url, title, citation, evidence }: Cited): EvidenceItemInput {
  return commitment ? { kept: evidence?.id ?? "" } : { link: drop({ url: url ?? "", title, citation }) };
}

function chosen({ code, text }: { code: string; text?: string | null | undefined }) {
  return drop({ option: code, text });
}

function drop<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined)) as T;
}

/** Whether two people would read the same, after the order of options and States, which the server keeps. */
export function isSame(one: Said | null, other: Said | null): boolean {
  return form(one) === form(other);
}

function form(said: Said | null): string {
  const answer = tidy(said?.answer ?? NOTHING);
  if (isBlank(answer)) return "";
  const multiple = valueOf(answer, "multiChoice");
  if (multiple !== null) {
    return JSON.stringify(multiple.map(({ option, text }) => [option, text ?? ""].join("\n")).sort());
  }
  const states = valueOf(answer, "stateList");
  if (states !== null) return JSON.stringify([...states].sort());
  return JSON.stringify([answer, bearsText(answer) ? said?.language : null], (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Whether there are words of a language in it. */
export function bearsText(answer: AnswerInput): boolean {
  const single = valueOf(answer, "singleChoice");
  const choices = single === null ? (valueOf(answer, "multiChoice") ?? []) : [single];
  return (
    valueOf(answer, "shortText") !== null ||
    valueOf(answer, "longText") !== null ||
    choices.some(({ text }) => !isBlankText(text))
  );
}
