import type { CombinedError } from "urql";

import type { CompilationKind, CompilationReaders, CompileRoundInput, DocumentFormat } from "../../gql/graphql";
import { apiLanguage, tongueOf, type Tongue } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import type { Compilation } from "./documents";

/** What somebody asks for: one document, in some languages and forms. */
export interface Wanted {
  kind: CompilationKind;
  readers: CompilationReaders;
  /** The one that is followed, where it is not a whole one. */
  follows: string | null;
  symbol: string;
  /** A position as it is typed; empty is the newest. */
  asOf: string;
  languages: readonly Tongue[];
  formats: readonly DocumentFormat[];
}

export function first(tongue: Tongue): Wanted {
  return {
    kind: "WHOLE",
    readers: "PUBLIC",
    follows: null,
    symbol: "",
    asOf: "",
    languages: [tongue],
    formats: ["PDF"],
  };
}

/** The same document once more: as of its position, following what it follows, in languages that are still to be chosen. */
export function sameAs({ kind, readers, follows, symbol, asOf, language, format }: Compilation): Wanted {
  return {
    kind,
    readers,
    follows: follows ?? null,
    symbol: kind === "WHOLE" ? (symbol ?? "") : "",
    asOf: String(asOf),
    languages: [tongueOf(language)],
    formats: [format],
  };
}

/** What the service is asked for, one after the other: each language in each form. */
export function inputsOf(round: string, wanted: Wanted): CompileRoundInput[] {
  const { kind, readers, follows, symbol, asOf, languages, formats } = wanted;
  const position = Number(asOf.trim());
  const isWhole = kind === "WHOLE";
  return languages.flatMap((language) =>
    formats.map((format) => ({
      round,
      kind,
      readers,
      format,
      language: apiLanguage(language),
      ...(isWhole && symbol.trim() !== "" && { symbol: symbol.trim() }),
      ...(!isWhole && { follows }),
      ...(asOf.trim() !== "" && { asOf: position }),
    })),
  );
}

/** Whether something is a symbol, as the service has it: what documents of the United Nations are written with. */
export function isSymbol(text: string): boolean {
  const symbol = text.trim();
  return symbol === "" || (/^[\p{L}\p{N}][\p{L}\p{N}/.\-–()[\] ]*$/u.test(symbol) && [...symbol].length <= 60);
}

/** Whether something is a position that the register has reached, not before that of what is followed. */
export function isPosition(text: string, earliest: number, newest: number): boolean {
  const typed = text.trim();
  if (typed === "") return true;
  const position = Number(typed);
  return /^\d{1,9}$/.test(typed) && position >= earliest && position <= newest;
}

const REFUSALS: Record<string, MessageId> = {
  "input.symbol": "compilation.noSymbol",
  "input.asOf": "compilation.notReached",
  "input.follows": "compilation.notFollowed",
};

/** Why it was refused, where that can be said in words of this page. */
export function refusalOf(error: CombinedError | null): MessageId | null {
  const field = error?.graphQLErrors[0]?.extensions["field"];
  return (typeof field === "string" && REFUSALS[field]) || null;
}
