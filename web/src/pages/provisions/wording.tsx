import { FormattedMessage, useIntl } from "react-intl";

import type { LocalisedFragment } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Localised, useTongue } from "../../widgets";
import style from "./provision.module.css";

/** The name of a language in another one: Chinese, 中文, الصينية. */
export function useLanguageName(): (language: LocalisedFragment["language"]) => string {
  const page = useTongue();
  const names = new Intl.DisplayNames(page, { type: "language" });
  return (language) => names.of(tongueOf(language)) ?? language;
}

/** The wording of the text itself, quoted as it is, with its language and how far it may be relied on. */
export function Wording({ text, symbol }: { text: LocalisedFragment | null | undefined; symbol: string }) {
  const languageName = useLanguageName();
  const page = useTongue();
  if (!text) {
    return (
      <section className={style.wording}>
        <h2>
          <FormattedMessage id="provisions.text" />
        </h2>
        <p className="muted">
          <FormattedMessage id="provisions.noText" values={{ symbol: <bdi>{symbol}</bdi> }} />
        </p>
      </section>
    );
  }
  const tongue = tongueOf(text.language);
  const status = text.status === "OFFICIAL" ? "official" : text.status === "MACHINE" ? "machine" : "unofficial";
  return (
    <section className={style.wording}>
      <h2>
        <FormattedMessage id="provisions.text" />
      </h2>
      <p className={style.caption}>
        <FormattedMessage
          id={`provisions.textStatus.${status}`}
          values={{ language: languageName(text.language), symbol: <bdi>{symbol}</bdi> }}
        />
      </p>
      {tongue !== page && (
        <p className={style.caption}>
          <FormattedMessage
            id="provisions.textFallback"
            values={{
              asked: languageName(page.toUpperCase() as LocalisedFragment["language"]),
              given: languageName(text.language),
            }}
          />
        </p>
      )}
      <blockquote className="official" lang={tongue} dir={directionOf(tongue)}>
        {text.content}
      </blockquote>
    </section>
  );
}

/** What it says in our own words: never to be taken for the text. */
export function Statement({ text }: { text: LocalisedFragment }) {
  const { formatMessage } = useIntl();
  return (
    <aside className={style.statement} aria-label={formatMessage({ id: "provisions.statement" })}>
      <h2>
        <FormattedMessage id="provisions.statement" />
      </h2>
      <Localised text={text} as="p" isPlain={!text.isFallback && text.status === "UNOFFICIAL"} />
      <p className={style.caption}>
        <FormattedMessage id="provisions.statementStatus" />
      </p>
    </aside>
  );
}
