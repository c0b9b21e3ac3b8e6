import type { LocalisedFragment } from "../gql/graphql";
import { tongueOf, type Tongue } from "../i18n/language";

/** What a reader has to know of a wording, the most important thing first. */
export type TextMark = "fallback" | "machine" | "unofficial";

/** The mark of a text on a page in this language; official wording in the language of the page has none. */
export function markOf(text: Pick<LocalisedFragment, "language" | "status">, page: Tongue): TextMark | null {
  if (tongueOf(text.language) !== page) return "fallback";
  switch (text.status) {
    case "MACHINE":
      return "machine";
    case "UNOFFICIAL":
      return "unofficial";
    case "OFFICIAL":
      return null;
  }
}
