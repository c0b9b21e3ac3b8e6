import type {
  Adoption,
  CarriedFileQuery,
  EditionSinceQuery,
  LocalisedFragment,
  QuestionAspect,
} from "../../gql/graphql";

export type CarriedFileRead = NonNullable<CarriedFileQuery["submission"]>;
type Files = CarriedFileQuery["submissions"];
type ReadAnswer = CarriedFileRead["answers"][number];
export type Change = NonNullable<EditionSinceQuery["editionDifference"]>["changes"][number];

/** Where something was said: the round, and the day on which it was filed. */
export interface Source {
  round: string;
  title: LocalisedFragment | null;
  /** None for what was only drafted. */
  filedAt: string | null;
}

/** An answer that was carried, with the question as it is asked now. */
export interface Item {
  code: string;
  prompt: LocalisedFragment | null;
  content: ReadAnswer["content"];
  source: Source;
  /** In what the question differs from the one that was answered. */
  aspects: readonly QuestionAspect[];
  isComparable: boolean;
  /** It tells what changed up to the filing that it was said in, and of that time alone. */
  speaksOfThen: boolean;
}

/** A section as this page shows it. */
export interface Part {
  code: string;
  title: LocalisedFragment | null;
  /** Of the texts that it asks about, those that nobody adopted. */
  adoptions: readonly Adoption[];
  /** What was carried and not confirmed when the page was opened, in the order of the form. */
  items: readonly Item[];
  /** How many answers were carried into it, confirmed ones among them. */
  carried: number;
  /** Texts that could not become the answer to a question, or that another one had overtaken. */
  unmerged: number;
  /** Questions that the former edition did not ask and nobody has answered. */
  fresh: readonly { code: string; prompt: LocalisedFragment | null }[];
  /** The questions on which it depends whether it is asked. */
  conditions: readonly string[];
}

/** The editions of this questionnaire that were answered: a text may have been taken up from another questionnaire. */
export function answeredEditions(read: CarriedFileRead): string[] {
  const [questionnaire] = read.edition.code.split("/");
  const editions = read.answers.flatMap(({ origin }) => origin?.edition ?? []);
  const number = (edition: string) => Number(edition.split("/")[1]);
  return [...new Set(editions)]
    .filter((edition) => edition.split("/")[0] === questionnaire)
    .sort((one, other) => number(one) - number(other));
}

/** Where each answer comes from, as far as the reader's own files tell. */
function sourceOf({ origin }: ReadAnswer, files: Files): Source {
  const file = files.find(({ round }) => round.key === origin?.round);
  const filing = files.flatMap(({ filings }) => filings).find(({ position }) => position === origin?.position);
  return { round: origin?.round ?? "", title: file?.round.title ?? null, filedAt: filing?.filedAt ?? null };
}

/** Whether a question what has changed is answered by: nothing. That may be so again. */
function saysUnchanged({ value }: ReadAnswer["content"]): boolean {
  return value?.__typename === "SingleChoiceValue" && value.chosen.code === "no_change";
}

/** Every section in the order of the form, with what was carried into it. */
export function partsOf(read: CarriedFileRead, files: Files, changes: readonly Change[] = []): Part[] {
  const answers = new Map(read.answers.map((answer) => [answer.questionCode, answer]));
  const aspects = new Map(changes.flatMap((change) => (change.after ? [[change.after.code, change] as const] : [])));
  const conditionsOf = (place: { enabledWhen?: { conditions: readonly { question: string }[] } | null | undefined }) =>
    (place.enabledWhen?.conditions ?? []).map(({ question }) => question);
  return read.edition.modules.flatMap((module) =>
    module.sections.map((section): Part => {
      const carried = section.questions.flatMap(({ code }) => {
        const answer = answers.get(code);
        return answer?.provenance === "CARRIED" ? [answer] : [];
      });
      const items = carried
        .filter(({ isConfirmed }) => !isConfirmed)
        .map((answer): Item => ({
          code: answer.questionCode,
          prompt: answer.question?.prompt ?? null,
          content: answer.content,
          source: sourceOf(answer, files),
          aspects: aspects.get(answer.questionCode)?.aspects ?? [],
          isComparable: answer.origin?.isComparable ?? true,
          speaksOfThen: answer.question?.pattern === "change" && !saysUnchanged(answer.content),
        }));
      const fresh = section.questions.flatMap(({ code }) => {
        const change = aspects.get(code);
        const isNew = change?.kind === "ADDED" && !change.after?.binds && !answers.has(code);
        return isNew ? [{ code, prompt: change.after?.prompt ?? null }] : [];
      });
      const adoptions = section.provisions.map(({ adoption }) => adoption);
      return {
        code: section.code,
        title: section.title ?? null,
        adoptions: [...new Set(adoptions)].filter((adoption) => adoption === "DRAFT" || adoption === "CIRCULATED"),
        items,
        carried: carried.length,
        unmerged: read.marks.find((mark) => mark.section?.code === section.code)?.unmergedCount ?? 0,
        fresh,
        conditions: [...conditionsOf(module), ...conditionsOf(section)],
      };
    }),
  );
}

/** The sources of some answers, each once, what was filed last first and what was never filed at the end. */
export function sourcesOf(items: readonly Item[]): { source: Source; count: number }[] {
  const found = new Map<string, { source: Source; count: number }>();
  for (const { source } of items) {
    const key = `${source.round} ${source.filedAt}`;
    found.set(key, { source, count: (found.get(key)?.count ?? 0) + 1 });
  }
  const instant = ({ filedAt }: Source) => (filedAt === null ? -Infinity : Date.parse(filedAt));
  return [...found.values()].sort((one, other) => instant(other.source) - instant(one.source));
}

/** Whether something was said before the filing that most of its neighbours come from, or was never filed. */
export function isOlder(source: Source, newest: Source | undefined): boolean {
  return newest !== undefined && (source.round !== newest.round || source.filedAt !== newest.filedAt);
}

/** How long ago, in the greatest unit of which there is at least one. */
export function ago(at: string, now: number): [number, "day" | "month" | "year"] {
  const days = Math.max(0, Math.floor((now - Date.parse(at)) / 86_400_000));
  if (days < 31) return [-days, "day"];
  const months = Math.floor(days / 30.44);
  return months < 24 ? [-months, "month"] : [-Math.floor(days / 365.25), "year"];
}
