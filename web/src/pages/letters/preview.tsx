import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { LetterMatter, LettersAboutQuery } from "../../gql/graphql";
import { apiLanguage, directionOf, LANGUAGES, OWN_NAMES } from "../../i18n/language";
import { FaultNote, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { MATTERS } from "./asking";
import { LetterWords } from "./documents";
import style from "./letters.module.css";
import { MATTER_WORDS } from "./words";
import type { Named } from "./writing";

interface Props {
  round: NonNullable<LettersAboutQuery["round"]>;
  states: readonly Named[];
}

/** What a letter would say now, in each of the six languages. */
export function Preview({ round, states }: Props) {
  const { formatMessage } = useIntl();
  const own = useTongue();
  const [chosen, setTongue] = useState<(typeof LANGUAGES)[number] | null>(null);
  const [matter, setMatter] = useState<LetterMatter>("INVITATION");
  const [code, setCode] = useState(states[0]?.code ?? "");
  const [{ data, error, fetching }, again] = useQuery({
    query: LetterWords,
    variables: { round: round.key, matter, state: code },
  });
  const tongue = chosen ?? own;
  const letter = data?.letterPreview.find(({ language }) => language === apiLanguage(tongue));
  return (
    <section aria-labelledby="preview" className={style.section}>
      <h2 id="preview">
        <FormattedMessage id="letters.preview" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="letters.previewMeans" />
      </p>
      <div className={style.controls}>
        <Choice
          label={formatMessage({ id: "letters.matter" })}
          items={MATTERS.map((one) => ({ code: one, label: formatMessage({ id: MATTER_WORDS[one] }) }))}
          value={matter}
          onChoose={(one) => setMatter(MATTERS.find((known) => known === one) ?? "INVITATION")}
        />
        <Choice
          label={formatMessage({ id: "letters.previewState" })}
          items={states.map((state) => ({ code: state.code, label: state.name?.content ?? state.code }))}
          value={code}
          onChoose={(one) => setCode(one ?? "")}
        />
        <Choice
          label={formatMessage({ id: "letters.previewLanguage" })}
          items={LANGUAGES.map((one) => ({ code: one, label: OWN_NAMES[one] }))}
          value={tongue}
          onChoose={(one) => setTongue(LANGUAGES.find((known) => known === one) ?? null)}
        />
      </div>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !letter && <Waiting />}
      {letter && (
        <article aria-labelledby="subject" className={style.letter} lang={tongue} dir={directionOf(tongue)}>
          <h3 id="subject">{letter.subject}</h3>
          <p>{letter.text.trim()}</p>
        </article>
      )}
    </section>
  );
}
