import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";

import { apiLanguage, isTongue, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Localised, useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { Served } from "../capacity/served";
import { READINGS } from "../provisions/crosswalk";
import type { ProposalView } from "./address";
import type { Said } from "./documents";
import style from "./proposals.module.css";
import { STATUSES } from "./words";

const route = getRouteApi("/$tongue/proposals/$id/{-$act}");

interface LanguageProps {
  content: Said;
  view: ProposalView;
}

/** In which language it is read, and how far that one may be relied on. */
export function InOneLanguage({ content, view }: LanguageProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = route.useNavigate();
  const { languages, title } = content;
  const given = title ? tongueOf(title.language) : tongue;
  const read = languages.find(({ language }) => language === apiLanguage(given));
  return (
    <div className={style.language}>
      {languages.length > 1 && (
        <div className="no-print">
          <Choice
            label={formatMessage({ id: "proposal.readIn" })}
            items={languages.map(({ language }) => ({
              code: tongueOf(language),
              label: OWN_NAMES[tongueOf(language)],
            }))}
            value={given}
            onChoose={(chosen) => {
              const { in: _, ...others } = view;
              const search = isTongue(chosen) && chosen !== tongue ? { ...others, in: chosen } : others;
              void navigate({ search, replace: true, resetScroll: false });
            }}
          />
        </div>
      )}
      {read && (
        <p className={shared.note}>
          <FormattedMessage
            id={STATUSES[read.status]}
            values={{ language: <bdi lang={given}>{OWN_NAMES[given]}</bdi> }}
          />
          {!read.isWhole && (
            <>
              {" "}
              <FormattedMessage id="proposal.notWhole" />
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** How deep a paragraph stands: a part of a part stands deeper. */
const depthOf = (number: string) => Math.min(number.split(".").length - 1, 3);

/** What a proposal says: its paragraphs, why, and how it stands to provisions that there are. */
export function Text({ content }: { content: Said }) {
  const { paragraphs, rationale, elaborates, relations, themes } = content;
  return (
    <>
      <section aria-labelledby="proposed">
        <h2 id="proposed">
          <FormattedMessage id="proposal.proposedText" />
        </h2>
        <ol role="list" className={style.paragraphs}>
          {paragraphs.map(({ number, text }) => (
            <li key={number} id={`paragraph-${number}`} data-depth={depthOf(number)}>
              <span className={style.number}>
                <bdi>{number}</bdi>
              </span>
              <Localised as="div" className={style.text} text={text} isPlain={!text?.isFallback} />
            </li>
          ))}
        </ol>
      </section>
      {rationale && (
        <section aria-labelledby="rationale">
          <h2 id="rationale">
            <FormattedMessage id="proposal.rationale" />
          </h2>
          <Localised as="div" className={style.reasons} text={rationale} isPlain={!rationale.isFallback} />
        </section>
      )}
      {elaborates.length + relations.length > 0 && (
        <section aria-labelledby="provisions" className={style.after}>
          <h2 id="provisions">
            <FormattedMessage id="proposal.toProvisions" />
          </h2>
          <p className={shared.note}>
            <FormattedMessage id="proposal.toProvisionsNote" />
          </p>
          {elaborates.length > 0 && (
            <>
              <h3>
                <FormattedMessage id="proposal.elaborates" />
              </h3>
              <ul role="list" className={style.provisions}>
                {elaborates.map((provision) => (
                  <li key={provision.code}>
                    <Served provision={provision} />
                  </li>
                ))}
              </ul>
            </>
          )}
          {relations.length > 0 && (
            <>
              <h3>
                <FormattedMessage id="proposal.relations" />
              </h3>
              <ul role="list" className={style.provisions}>
                {relations.map(({ paragraph, relation, provision }) => (
                  <li key={`${provision.code} ${paragraph}`}>
                    {paragraph ? (
                      <FormattedMessage id="proposal.ofParagraph" values={{ number: <bdi key="n">{paragraph}</bdi> }} />
                    ) : (
                      <FormattedMessage id="proposal.ofWhole" />
                    )}{" "}
                    <em>
                      <FormattedMessage id={READINGS[relation]} />
                    </em>{" "}
                    <Served provision={provision} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      {themes.length > 0 && (
        <section aria-labelledby="themes" className={style.after}>
          <h2 id="themes">
            <FormattedMessage id="capacity.themes" />
          </h2>
          <ul role="list" className={shared.line}>
            {themes.map(({ code, label }) => (
              <li key={code}>{label?.content ?? code}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
