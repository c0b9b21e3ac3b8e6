import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { Checkbox } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { LeftOutReason } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { SaidView } from "../survey/said-view";
import { type Drafted, type Place, type Placed, sectionOf } from "./heading";
import { Origin } from "./origin";
import styles from "./replies.module.css";

const STANDS: Record<Place, MessageId> = {
  empty: "reply.place.empty",
  free: "reply.place.free",
  beside: "reply.place.beside",
  waiting: "reply.place.waiting",
  stands: "reply.place.stands",
};

const REASONS: Record<LeftOutReason, MessageId> = {
  LANGUAGE: "reply.leftOut.language",
  LENGTH: "reply.leftOut.length",
};

interface HeadingViewProps extends Placed {
  drafted: Drafted;
  /** The working file. */
  submission: string;
  isChosen: boolean;
  /** None where the reader may take nothing up. */
  onChoose: ((isChosen: boolean) => void) | undefined;
}

/** One heading: the drafted text beside what the working file says, what went into it, and what was left out, with why. */
export function HeadingView({ drafted, place, said, isConfirmed, submission, isChosen, onChoose }: HeadingViewProps) {
  const id = useId();
  const tongue = useTongue();
  const { heading, language, leftOut, questionCode, sources, text } = drafted;
  const written = tongueOf(language);
  return (
    <section aria-labelledby={id} className={styles.heading}>
      <h2 id={id}>
        <Localised text={heading?.title} isPlain={!heading?.title?.isFallback} />
      </h2>
      <p className={styles.source}>
        <Link to="/$tongue/provisions/$code" params={{ tongue, code: heading?.code ?? "" }}>
          <bdi>
            {heading?.instrument?.symbol}, {heading?.paragraph}
          </bdi>
        </Link>{" "}
        <AdoptionBadge adoption={heading?.adoption} />
      </p>
      <div className={styles.both}>
        <div>
          <h3 id={`${id}-drafted`}>
            <FormattedMessage id="reply.drafted" />
          </h3>
          {text !== "" && (
            <div
              className={styles.text}
              lang={written}
              dir={directionOf(written)}
              role="region"
              aria-labelledby={`${id} ${id}-drafted`}
              tabIndex={0}
            >
              {text}
            </div>
          )}
          {text === "" && (
            <p className="muted">
              <FormattedMessage id="reply.place.empty" />
            </p>
          )}
          {sources.length > 0 && (
            <details>
              <summary>
                <FormattedMessage id="reply.sources" values={{ count: sources.length }} />
              </summary>
              <ul>
                {sources.map((origin) => (
                  <li key={`${origin.round} ${origin.questionCode}`}>
                    <Origin origin={origin} />
                  </li>
                ))}
              </ul>
            </details>
          )}
          {(["LANGUAGE", "LENGTH"] as const).map((reason) => {
            const left = leftOut.filter((one) => one.reason === reason);
            if (left.length === 0) return null;
            return (
              <div key={reason} className={styles.left}>
                <p>
                  <FormattedMessage
                    id={REASONS[reason]}
                    values={{ count: left.length, language: <bdi lang={written}>{OWN_NAMES[written]}</bdi> }}
                  />
                </p>
                <ul>
                  {left.map(({ origin }) => (
                    <li key={`${origin.round} ${origin.questionCode}`}>
                      <Origin origin={origin} />
                    </li>
                  ))}
                </ul>
              </div>
            );
          })}
        </div>
        <div>
          <h3 id={`${id}-said`}>
            <FormattedMessage id="reply.present" />
          </h3>
          <div className={styles.said} role="region" aria-labelledby={`${id} ${id}-said`} tabIndex={0}>
            <SaidView question={NO_OPTIONS} said={said} />
          </div>
          {said !== null && !isConfirmed && (
            <p className="small">
              <FormattedMessage id="reply.unconfirmed" />
            </p>
          )}
          <p className="small">
            <Link
              to="/$tongue/submissions/$id/survey/{-$section}"
              params={{ tongue, id: submission, section: sectionOf(questionCode) }}
              hash={questionCode}
            >
              <FormattedMessage id="reply.toQuestion" />
            </Link>
          </p>
        </div>
      </div>
      {place !== "empty" && (
        <p className={styles.place}>
          <FormattedMessage id={STANDS[place]} />
        </p>
      )}
      {onChoose && (place === "free" || place === "beside") && (
        <Checkbox isSelected={isChosen} onChange={onChoose} aria-describedby={id}>
          <FormattedMessage id={place === "free" ? "reply.take" : "reply.offer"} />
        </Checkbox>
      )}
    </section>
  );
}

/** The headings are replied to in words. */
const NO_OPTIONS = { options: [] };
