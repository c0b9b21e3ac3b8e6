import { lazy, Suspense } from "react";
import { FormattedMessage, FormattedNumber } from "react-intl";

import type { LocalisedFragment } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Day, Localised, Waiting } from "../../widgets";
import { isBlank, itemsOf, type Said, silenceOf, valueOf } from "./said";
import styles from "./said-view.module.css";
import { SILENCES } from "./silences";
import { useStates } from "./states";

// Few answers cite documents: showing and fetching them comes with the first that does.
const CitedEvidence = lazy(async () => ({ default: (await import("../evidence/cited")).CitedEvidence }));

/** What has to be known of a question to show what was said to it. */
export interface Asked {
  options: readonly { code: string; label?: LocalisedFragment | null | undefined }[];
  bounds?: { unit?: string | null | undefined } | null | undefined;
}

interface SaidViewProps {
  question: Asked;
  said: Said | null;
}

/** What was said, to be read. */
export function SaidView({ question, said }: SaidViewProps) {
  if (said === null || isBlank(said.answer)) {
    return (
      <p className="muted">
        <FormattedMessage id="survey.notAnswered" />
      </p>
    );
  }
  const silence = silenceOf(said.answer);
  if (silence !== null) {
    return (
      <p className={styles.silence}>
        <FormattedMessage id={SILENCES[silence]} />
      </p>
    );
  }
  return (
    <div className={styles.said}>
      <Value question={question} said={said} />
    </div>
  );
}

function Value({ question, said: { answer, language, cited } }: { question: Asked; said: Said }) {
  const states = valueOf(answer, "stateList");
  const known = useStates(states !== null);
  const written = language === null ? {} : { lang: tongueOf(language), dir: directionOf(tongueOf(language)) };

  const single = valueOf(answer, "singleChoice");
  const choices = single === null ? valueOf(answer, "multiChoice") : [single];
  if (choices !== null) {
    return (
      <ul role="list">
        {choices.map(({ option, text }) => (
          <li key={option}>
            <Localised text={question.options.find(({ code }) => code === option)?.label} isPlain />
            {text && (
              <p className={styles.text} {...written}>
                {text}
              </p>
            )}
          </li>
        ))}
      </ul>
    );
  }
  const step = valueOf(answer, "scale");
  if (step !== null) {
    return (
      <p>
        <FormattedNumber value={step} />
      </p>
    );
  }
  const isYes = valueOf(answer, "boolean");
  if (isYes !== null) {
    return (
      <p>
        <FormattedMessage id={isYes ? "survey.yes" : "survey.no"} />
      </p>
    );
  }
  const text = valueOf(answer, "longText") ?? valueOf(answer, "shortText");
  if (text !== null) {
    return (
      <p className={styles.text} {...written}>
        {text}
      </p>
    );
  }
  const number = valueOf(answer, "number");
  if (number !== null) {
    return (
      <p>
        {/* A decimal as it was given; grouping would make years of figures look wrong. */}
        <bdi>{number}</bdi> {question.bounds?.unit === "percent" ? <FormattedMessage id="survey.percent" /> : null}
      </p>
    );
  }
  const date = valueOf(answer, "date");
  if (date !== null) {
    return (
      <p>
        <Day on={date} />
      </p>
    );
  }
  if (states !== null) {
    const names = [...known.values()].filter(({ code }) => states.includes(code));
    return (
      <ul role="list">
        {names.map((state) => (
          <li key={state.code}>
            <Localised text={state.name} isPlain />
          </li>
        ))}
      </ul>
    );
  }
  const urls = valueOf(answer, "urlList") ?? [];
  if (urls.length > 0) {
    return (
      <ul role="list">
        {urls.map((url, index) => (
          <li key={index}>
            <Link url={url} />
          </li>
        ))}
      </ul>
    );
  }
  const items = itemsOf(answer);
  if (items.length > 0) {
    return (
      <ul role="list">
        {items.map(({ link, kept }, index) => (
          <li key={index}>
            {link?.title && (
              <span className={styles.title} {...written}>
                {link.title}
              </span>
            )}
            {link && <Link url={link.url} />}
            {link?.citation && <span {...written}>{link.citation}</span>}
            {kept !== undefined && kept !== null && (
              <Suspense fallback={<Waiting />}>
                <CitedEvidence id={String(kept)} cited={cited?.[index]} />
              </Suspense>
            )}
          </li>
        ))}
      </ul>
    );
  }
  const contact = Object.values(valueOf(answer, "contact") ?? {}).filter((part) => (part ?? "") !== "");
  return (
    <ul role="list">
      {contact.map((part, index) => (
        <li key={index}>
          <bdi>{part}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** Only links to web pages are followed; whatever else somebody wrote is shown as it is. */
function Link({ url }: { url: string }) {
  return /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noreferrer nofollow" target="_blank" dir="ltr" className={styles.link}>
      {url}
    </a>
  ) : (
    <bdi>{url}</bdi>
  );
}
