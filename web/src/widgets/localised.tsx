import { FormattedMessage } from "react-intl";

import { graphql } from "../gql";
import type { LocalisedFragment } from "../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../i18n/language";
import { markOf } from "./text-mark";
import { useTongue } from "./tongue";

// Pages select `{ ...Localised }`.
graphql(`
  fragment Localised on LocalisedText {
    content
    language
    status
    isFallback
  }
`);

interface LocalisedProps {
  text: LocalisedFragment | null | undefined;
  /** The element that holds the words. */
  as?: "span" | "p" | "div" | "blockquote" | "strong" | "cite" | "q";
  className?: string | undefined;
  /** Leaves the mark away: where the page says once, for all of its texts, how far they may be relied on. */
  isPlain?: boolean;
}

/** A text of the catalogue or of a State, in its own language and direction, with how far it may be relied on. */
export function Localised({ text, as: Element = "span", className, isPlain = false }: LocalisedProps) {
  const page = useTongue();
  if (text === null || text === undefined) return null;
  const tongue = tongueOf(text.language);
  const mark = isPlain ? null : markOf(text, page);
  return (
    <Element
      className={className === undefined ? "localised" : `localised ${className}`}
      lang={tongue}
      dir={directionOf(tongue)}
    >
      {text.content}
      {mark !== null && " "}
      {mark !== null && (
        <span className="text-mark" lang={page} dir={directionOf(page)}>
          {mark === "fallback" ? (
            <FormattedMessage
              id="shell.text.fallback"
              values={{ language: <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi> }}
            />
          ) : mark === "machine" ? (
            <FormattedMessage id="shell.text.machine" />
          ) : (
            <FormattedMessage id="shell.text.unofficial" />
          )}
        </span>
      )}
    </Element>
  );
}
