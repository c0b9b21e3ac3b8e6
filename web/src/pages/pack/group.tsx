import { Checkbox } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { SaidContentFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Localised } from "../../widgets";
import type { Form, FormQuestion } from "../survey/form";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import styles from "./pack.module.css";
import type { PackAnswer } from "./sorting";

interface GroupProps {
  title: MessageId;
  help: MessageId;
  answers: readonly PackAnswer[];
  form: Form;
  chosen: ReadonlySet<string>;
  onChoose: (question: string, isChosen: boolean) => void;
}

/** Answers of a pack that met with the same. */
export function Group({ title, help, answers, form, chosen, onChoose }: GroupProps) {
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <h3 id={title}>
        <FormattedMessage id={title} values={{ count: answers.length }} />
      </h3>
      <p>
        <FormattedMessage id={help} />
      </p>
      {answers.map((answer) => (
        <Answer
          key={answer.question}
          answer={answer}
          question={form.questions.get(answer.question)}
          isChosen={chosen.has(answer.question)}
          onChoose={(isChosen) => onChoose(answer.question, isChosen)}
        />
      ))}
    </section>
  );
}

interface AnswerProps {
  answer: PackAnswer;
  question: FormQuestion | undefined;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

function Answer({ answer, question, isChosen, onChoose }: AnswerProps) {
  const { at, base, entered, mayWrite, outcome, problems, question: code, stored } = answer;
  const sides: [MessageId, SaidContentFragment | null | undefined][] = [
    ["pack.base", base],
    ...(outcome === null ? [] : [["pack.there", entered] satisfies [MessageId, typeof entered]]),
    ["pack.here", stored],
  ];
  return (
    <article className={styles.answer} aria-labelledby={`pack-${code}`}>
      <h4 id={`pack-${code}`}>
        <Localised text={question?.prompt} isPlain /> <code dir="ltr">{code}</code>
      </h4>
      {at && (
        <p className="small muted">
          <FormattedMessage id="pack.at" values={{ at: <code dir="ltr">{at}</code> }} />
        </p>
      )}
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <dl className={styles.sides}>
        {sides.map(([label, content]) => (
          <div key={label}>
            <dt>
              <FormattedMessage id={label} />
            </dt>
            <dd>
              <SaidView question={question ?? NOT_ASKED} said={asAsked(saidOf(content), question?.kind ?? "")} />
            </dd>
          </div>
        ))}
      </dl>
      {outcome !== null &&
        (mayWrite ? (
          <Checkbox isSelected={isChosen} onChange={onChoose} aria-describedby={`pack-${code}`}>
            <FormattedMessage id={outcome === "CONFLICT" ? "pack.applyBeside" : "pack.applyThis"} />
          </Checkbox>
        ) : (
          <p className="small muted">
            <FormattedMessage id="survey.notYours" />
          </p>
        ))}
    </article>
  );
}

/** A question that the form does not have. */
const NOT_ASKED = { options: [] };
