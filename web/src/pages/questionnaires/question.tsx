import { Link } from "@tanstack/react-router";
import { FormattedList, FormattedMessage } from "react-intl";

import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { READERS } from "../survey/readers";
import { SILENCES } from "../survey/silences";
import { comparedWith, type Conditions, optionsOf, sayingOf } from "./conditions";
import type { Question } from "./documents";
import style from "./questionnaires.module.css";

type Enablement = Question["enabledWhen"];

/** On what it depends whether something is asked. */
export function AskedIf({ enablement, conditions }: { enablement: Enablement; conditions: Conditions }) {
  if (!enablement) return null;
  return (
    <div className={style.asked}>
      <p>
        <FormattedMessage id={`questionnaire.asked.${enablement.behaviour}`} />
      </p>
      <ul>
        {enablement.conditions.map(({ question, operator, answer }) => (
          <li key={`${question} ${operator} ${answer}`}>
            <FormattedMessage
              id={sayingOf(operator, answer)}
              values={{
                question: (
                  <>
                    <Localised text={conditions.questions.get(question)?.prompt} isPlain />{" "}
                    <code dir="ltr">{question}</code>
                  </>
                ),
                answer: <Compared conditions={conditions} question={question} answer={answer} />,
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Compared({ conditions, question, answer }: { conditions: Conditions; question: string; answer: string }) {
  const compared = comparedWith(conditions, question, answer);
  switch (compared.is) {
    case "option":
      return <Localised text={compared.label} isPlain />;
    case "message":
      return <FormattedMessage id={compared.id} />;
    case "value":
      return <bdi>{answer}</bdi>;
  }
}

/** One question: its words, what can be answered and said instead, when it is asked and what it is about. */
export function QuestionEntry({ question, conditions }: { question: Question; conditions: Conditions }) {
  const { code, prompt, help, kind, level, isExpected, standings, visibilityCeiling, continues } = question;
  const options = optionsOf(conditions, question);
  const silences = standings.flatMap((standing) => (standing === "ANSWERED" ? [] : [SILENCES[standing]]));
  return (
    <li id={code}>
      <p className={style.prompt}>
        <code dir="ltr">{code}</code> <Localised text={prompt} />
      </p>
      <Localised text={help} as="p" className="muted" />
      <p className="small">
        <FormattedMessage id={`questionnaire.kind.${kind}`} />
        <Limits question={question} />
        {level === "CORE" && (
          <>
            {" · "}
            <FormattedMessage id="questionnaire.core" />
          </>
        )}
        {isExpected && (
          <>
            {" · "}
            <FormattedMessage id="survey.expected" />
          </>
        )}
      </p>
      {options.length > 0 && (
        <ul className={style.options}>
          {options.map((option) => (
            <li key={option.code}>
              <Localised text={option.label} isPlain={!option.label?.isFallback} />
            </li>
          ))}
        </ul>
      )}
      {silences.length > 0 && (
        <p className="small">
          <FormattedMessage
            id="questionnaire.instead"
            values={{
              silences: (
                <FormattedList
                  value={silences.map((id) => (
                    <FormattedMessage key={id} id={id} />
                  ))}
                />
              ),
            }}
          />
        </p>
      )}
      {visibilityCeiling && (
        <p className="small">
          <FormattedMessage
            id="survey.ceiling"
            values={{ readers: <FormattedMessage id={READERS[visibilityCeiling]} /> }}
          />
        </p>
      )}
      <AskedIf enablement={question.enabledWhen} conditions={conditions} />
      <About question={question} />
      {continues.map((line) => (
        <p key={`${line.edition} ${line.question}`} className="small">
          <FormattedMessage
            id="questionnaire.continues"
            values={{
              question: <code dir="ltr">{line.question}</code>,
              edition: <code dir="ltr">{line.edition}</code>,
            }}
          />
          {!line.isComparable && (
            <>
              {" · "}
              <FormattedMessage id="questionnaire.notComparable" />
            </>
          )}
        </p>
      ))}
    </li>
  );
}

function Limits({ question: { bounds } }: { question: Question }) {
  const { maxItems, maxLength, maxWords, minimum, maximum } = bounds;
  return (
    <>
      {maxWords !== null && (
        <>
          {" · "}
          <FormattedMessage id="questionnaire.limit.words" values={{ count: maxWords }} />
        </>
      )}
      {maxLength !== null && (
        <>
          {" · "}
          <FormattedMessage id="questionnaire.limit.characters" values={{ count: maxLength }} />
        </>
      )}
      {maxItems !== null && (
        <>
          {" · "}
          <FormattedMessage id="questionnaire.limit.items" values={{ count: maxItems }} />
        </>
      )}
      {minimum !== null && maximum !== null && (
        <>
          {" · "}
          <FormattedMessage id="questionnaire.limit.range" values={{ minimum, maximum }} />
        </>
      )}
    </>
  );
}

/** The provisions that it asks about, each with what became of its text. */
function About({ question: { provisions } }: { question: Question }) {
  const tongue = useTongue();
  if (provisions.length === 0) return null;
  return (
    <p className="small">
      <FormattedMessage id="questionnaire.about" />{" "}
      {provisions.map(({ id, code, adoption }, place) => (
        <span key={id}>
          {place > 0 && " · "}
          <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
            <bdi>{code}</bdi>
          </Link>{" "}
          <AdoptionBadge adoption={adoption} />
        </span>
      ))}
    </p>
  );
}
