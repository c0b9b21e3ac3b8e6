import { memo, type ReactNode, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { AnswerInput, Language, Silence } from "../../gql/graphql";
import { apiLanguage, LANGUAGES, OWN_NAMES, type Tongue, tongueOf } from "../../i18n/language";
import { useFields, useSurvey } from "./context";
import type { FormQuestion } from "./form";
import styles from "./question.module.css";
import { NOTHING } from "./said";
import { SILENCES } from "./silences";

interface InsteadAndLanguageProps {
  question: FormQuestion;
  /** The id of the element that asks. */
  prompt: string;
  silence: Silence | null;
  /** The language of the answer; none where it has no words. */
  language: Language | null;
  isAnswered: boolean;
}

/** What can be said instead of an answer, its language, and taking it back. No keystroke changes any of it. */
export const InsteadAndLanguage = memo(function InsteadAndLanguage({
  question,
  prompt,
  silence,
  language,
  isAnswered,
}: InsteadAndLanguageProps) {
  const { file } = useSurvey();
  const standard = useFields().language;
  const now = () => file.view(question.code).said;
  return (
    <Instead
      question={question}
      prompt={prompt}
      silence={silence}
      isAnswered={isAnswered}
      now={() => now()?.answer ?? null}
      say={(answer) => file.type(question.code, { answer, language: now()?.language ?? standard })}
    >
      {language !== null && (
        <label className={styles.choice}>
          <FormattedMessage id="survey.languageOfAnswer" />
          <select
            className={styles.select}
            aria-describedby={prompt}
            value={tongueOf(language)}
            onChange={(event) => {
              const chosen = apiLanguage(event.target.value as Tongue);
              file.type(question.code, { answer: now()?.answer ?? NOTHING, language: chosen });
            }}
          >
            {LANGUAGES.map((tongue) => (
              <option key={tongue} value={tongue} lang={tongue}>
                {OWN_NAMES[tongue]}
              </option>
            ))}
          </select>
        </label>
      )}
    </Instead>
  );
});

interface InsteadProps extends Omit<InsteadAndLanguageProps, "language"> {
  /** What is said now. */
  now: () => AnswerInput | null;
  say: (answer: AnswerInput) => void;
  children?: ReactNode;
}

/** What can be said instead of an answer, and taking it back; between them what else is chosen of it. */
export function Instead({ question, prompt, silence, isAnswered, now, say, children }: InsteadProps) {
  const { formatMessage } = useIntl();
  /** What stood in the field before a silence was chosen: choosing none again brings it back. */
  const before = useRef<AnswerInput | null>(null);
  const silences = question.standings.filter((standing) => standing !== "ANSWERED");

  function choose(chosen: Silence | "") {
    if (chosen === "") return say(before.current ?? NOTHING);
    if (silence === null) before.current = now();
    say({ silence: chosen });
  }

  return (
    <div className={styles.controls}>
      <label className={styles.choice}>
        <FormattedMessage id="survey.insteadOfAnswer" />
        <select
          className={styles.select}
          aria-describedby={prompt}
          value={silence ?? ""}
          onChange={(event) => choose(event.target.value as Silence | "")}
        >
          <option value="">{formatMessage({ id: "survey.silence.nothing" })}</option>
          {silences.map((standing) => (
            <option key={standing} value={standing}>
              {formatMessage({ id: SILENCES[standing] })}
            </option>
          ))}
        </select>
      </label>
      {children}
      {isAnswered && silence === null && (
        <Button data-variant="quiet" className={`react-aria-Button ${styles.clear}`} onPress={() => say(NOTHING)}>
          <FormattedMessage id="survey.clear" />
        </Button>
      )}
    </div>
  );
}
