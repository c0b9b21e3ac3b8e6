import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import type { Whole } from "./documents";
import style from "./reviews.module.css";
import { goesOn } from "./rights";

/** The questions, with what was answered as far as this reader reads it. */
export function Answers({ review }: { review: Whole }) {
  const { questions, answers, stage, sides } = review;
  if (questions.length === 0) return null;
  const byCode = new Map(answers.map((answer) => [answer.questionCode, answer]));
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">
        <FormattedMessage id="reviews.answers" />
      </h2>
      {goesOn(review) && (
        <p className={shared.note}>
          <FormattedMessage id="reviews.answersNote" />
        </p>
      )}
      {stage === "INVITED" && !sides.includes("STATE") && (
        <p>
          <FormattedMessage id="reviews.answersAfter" />
        </p>
      )}
      {bySection(questions).map(({ section, questions: asked }) => (
        <div key={section?.code}>
          {section?.title && (
            <h3>
              <Localised text={section.title} isPlain />
            </h3>
          )}
          <dl>
            {asked.map((question) => {
              const answer = byCode.get(question.code);
              return (
                <div key={question.code} className={style.answer}>
                  <dt>
                    <Localised text={question.prompt} isPlain />
                  </dt>
                  <dd>
                    {answer ? (
                      <SaidView
                        question={{ options: question.optionList?.options ?? [], bounds: question.bounds }}
                        said={asAsked(saidOf(answer), question.kind)}
                      />
                    ) : (
                      <span className="muted">
                        <FormattedMessage id="reviews.notOpen" />
                      </span>
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </div>
      ))}
    </section>
  );
}

type Question = Whole["questions"][number];

/** In the order of the edition, each below what it is about: many sections ask in the same words. */
function bySection(questions: readonly Question[]): { section: Question["section"]; questions: Question[] }[] {
  const parts: { section: Question["section"]; questions: Question[] }[] = [];
  for (const question of questions) {
    const last = parts.at(-1);
    if (last?.section?.code === question.section?.code && last) last.questions.push(question);
    else parts.push({ section: question.section, questions: [question] });
  }
  return parts;
}
