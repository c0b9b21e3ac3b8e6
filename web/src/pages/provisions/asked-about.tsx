import { useId } from "react";
import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";

import { Localised, useTongue } from "../../widgets";
import type { Detail, Rounds } from "./provision";
import style from "./provision.module.css";

type Question = Detail["questions"][number];

/** Which questions ask about a provision, edition by edition, and the rounds whose figures they make. */
export function AskedAbout({ provision, rounds }: { provision: Detail; rounds: Rounds }) {
  const heading = useId();
  const tongue = useTongue();
  const editions = new Map<string, Question[]>();
  for (const question of provision.questions) {
    editions.set(question.edition.code, [...(editions.get(question.edition.code) ?? []), question]);
  }
  return (
    <section aria-labelledby={heading} className={style.asked}>
      <h2 id={heading}>
        <FormattedMessage id="provisions.questions" />
      </h2>
      {editions.size === 0 && (
        <p className="muted">
          <FormattedMessage id="provisions.noQuestions" />
        </p>
      )}
      {[...editions].map(([code, questions]) => {
        const opened = rounds.filter(({ edition }) => edition?.code === code);
        const lead = questions.find(isLead);
        return (
          <div key={code}>
            <h3>
              <Localised text={questions[0]?.edition.title} isPlain={!questions[0]?.edition.title?.isFallback} />{" "}
              <code dir="ltr">{code}</code>
            </h3>
            {opened.length > 0 && (
              <ul role="list" className={style.rounds}>
                {opened.map((round) => (
                  <li key={round.key}>
                    <Link
                      to="/$tongue/coverage/$round"
                      params={{ tongue, round: round.key }}
                      search={lead ? { question: lead.code } : {}}
                    >
                      <FormattedMessage
                        id="provisions.coverageIn"
                        values={{ round: <Localised text={round.title} isPlain /> }}
                      />
                    </Link>
                  </li>
                ))}
                {lead && (
                  <li>
                    <Link to="/$tongue/trends" params={{ tongue }} search={{ edition: code, question: lead.code }}>
                      <FormattedMessage id="coverage.toTrend" />
                    </Link>
                  </li>
                )}
              </ul>
            )}
            <ol role="list" className={style.questions}>
              {questions.map((question) => (
                <li key={question.code}>
                  <code dir="ltr">{question.code}</code>
                  <span>
                    <Localised text={question.prompt} isPlain={!question.prompt?.isFallback} />
                    {isLead(question) && (
                      <span className={style.lead}>
                        <FormattedMessage id="provisions.lead" />
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          </div>
        );
      })}
    </section>
  );
}

/** The question that makes the row of a provision in figures. */
function isLead({ pattern }: Question): boolean {
  return pattern === "status" || pattern === "approach";
}
