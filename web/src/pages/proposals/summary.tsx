import { FormattedList, FormattedMessage } from "react-intl";

import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import shared from "../../widgets/entries/entries.module.css";
import { Named } from "../capacity/provision-picker";
import type { Choices } from "../capacity/reading";
import { READINGS } from "../provisions/crosswalk";
import { contentOf, type Draft } from "./draft";
import style from "./proposals.module.css";
import { KINDS } from "./words";

/** A text that is not on record, to be read beside another one: every word of it, language by language. */
export function Summary({ draft, choices }: { draft: Draft; choices: Choices }) {
  const { kind, wordings, paragraphs, elaborates, relations, themes } = contentOf(draft);
  const themeOf = (code: string) => choices.themes?.find((term) => term.code === code)?.label?.content ?? code;
  return (
    <div className={style.summary}>
      <p className={shared.where}>
        <FormattedMessage id={KINDS[kind]} />
      </p>
      {wordings.map(({ language, title, rationale }) => {
        const tongue = tongueOf(language);
        return (
          <div key={language}>
            <p className={shared.where}>
              <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi>
            </p>
            <div lang={tongue} dir={directionOf(tongue)}>
              <p>
                <strong>{title}</strong>
              </p>
              {paragraphs.map(({ number, texts }, place) => (
                <p key={place} className={style.text}>
                  <bdi>{number}</bdi> {texts.find((text) => text.language === language)?.content}
                </p>
              ))}
              {rationale && <p className={style.reasons}>{rationale}</p>}
            </div>
          </div>
        );
      })}
      <ul role="list">
        {(elaborates ?? []).map((code) => (
          <li key={code}>
            <FormattedMessage id="proposal.elaborates" /> <Named code={code} />
          </li>
        ))}
        {(relations ?? []).map(({ provision, relation, paragraph }) => (
          <li key={`${provision} ${paragraph}`}>
            {paragraph ? (
              <FormattedMessage id="proposal.ofParagraph" values={{ number: <bdi key="n">{paragraph}</bdi> }} />
            ) : (
              <FormattedMessage id="proposal.ofWhole" />
            )}{" "}
            <FormattedMessage id={READINGS[relation]} /> <Named code={provision} />
          </li>
        ))}
      </ul>
      {(themes ?? []).length > 0 && (
        <p>
          <FormattedList value={(themes ?? []).map(themeOf)} />
        </p>
      )}
    </div>
  );
}
