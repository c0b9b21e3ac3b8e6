import { memo, useId, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { AnswerInput } from "../../gql/graphql";
import { directionOf } from "../../i18n/language";
import { useTongue } from "../../widgets";
import type { Conditions } from "../questionnaires/conditions";
import { AskedIf } from "../questionnaires/question";
import { EvidenceLinks } from "../survey/fields/evidence-links";
import { Field } from "../survey/fields/of-kind";
import type { FormQuestion } from "../survey/form";
import { FormText } from "../survey/form-text";
import { Instead } from "../survey/instead";
import asked from "../survey/question.module.css";
import { isBlank, NOTHING, silenceOf } from "../survey/said";
import { SILENCES } from "../survey/silences";
import style from "./editor.module.css";
import { BINDS } from "./words";

interface Props {
  question: FormQuestion;
  answer: AnswerInput | null;
  /** Whether it is asked as the sample answers stand. */
  isAsked: boolean;
  /** What the rules say of the answer, in one text: another array each time would render it anew. */
  problems: string;
  /** Whether the answer could not even be saved. */
  isRefused: boolean;
  conditions: Conditions;
  say: (question: string, answer: AnswerInput) => void;
}

/** One question of a draft, with the field that delegates would have, and what the rules say of what is in it. */
export const TrialQuestion = memo(function TrialQuestion(props: Props) {
  const { question, answer, isAsked, conditions } = props;
  const prompt = useId();
  const isMissing = isAsked && question.isExpected && !question.binds && (answer === null || isBlank(answer));
  return (
    <div
      id={question.code}
      role="group"
      aria-labelledby={prompt}
      className={style.tried}
      data-asked={isAsked}
      data-missing={isMissing || undefined}
    >
      <h3 id={prompt} tabIndex={-1}>
        {/* Words may be missing still: then it goes by its code, so that its field has a name. */}
        {question.prompt ? <FormText text={question.prompt} /> : <code dir="ltr">{question.code}</code>}
      </h3>
      <p className={asked.marks}>
        <code dir="ltr">{question.code}</code>
        <strong>
          <FormattedMessage id={isAsked ? "editor.trial.asked" : "editor.trial.notAsked"} />
        </strong>
        {question.isOnShortPath && (
          <span>
            <FormattedMessage id="editor.trial.onShortPath" />
          </span>
        )}
        {isMissing ? (
          <strong>
            <FormattedMessage id="editor.trial.missing" />
          </strong>
        ) : (
          question.isExpected && (
            <span>
              <FormattedMessage id="survey.expected" />
            </span>
          )
        )}
      </p>
      <AskedIf enablement={question.enabledWhen} conditions={conditions} />
      {question.binds ? (
        <>
          <FormText text={question.help} as="p" className={`${asked.help}`} />
          <p className={style.note}>
            <FormattedMessage
              id="editor.trial.bound"
              values={{ field: <FormattedMessage key="field" id={BINDS[question.binds]} /> }}
            />
          </p>
        </>
      ) : isAsked ? (
        <Answering {...props} prompt={prompt} />
      ) : (
        <Hidden {...props} />
      )}
    </div>
  );
});

function Answering({ question, answer, problems, isRefused, say, prompt }: Props & { prompt: string }) {
  const tongue = useTongue();
  const id = useId();
  const now = useRef(answer);
  now.current = answer;
  const silence = silenceOf(answer);
  const OfKind = question.kind === "EVIDENCE" ? EvidenceLinks : Field;
  const change = (changed: AnswerInput) => say(question.code, changed);
  return (
    <>
      <FormText text={question.help} as="p" className={`${asked.help}`} />
      {silence === null ? (
        <OfKind
          question={question}
          answer={answer}
          onChange={change}
          isReadOnly={false}
          labelledBy={prompt}
          describedBy={`${id}-problems`}
          lang={tongue}
          dir={directionOf(tongue)}
        />
      ) : (
        <p className={asked.silence}>
          <FormattedMessage id={SILENCES[silence]} />
        </p>
      )}
      <Problems id={`${id}-problems`} problems={problems} isRefused={isRefused} />
      <Instead
        question={question}
        prompt={prompt}
        silence={silence}
        isAnswered={answer !== null && !isBlank(answer)}
        now={() => now.current}
        say={change}
      />
    </>
  );
}

function Problems({ id, problems, isRefused }: { id: string; problems: string; isRefused: boolean }) {
  return (
    <ul id={id} role="list" className={asked.problems}>
      {problems !== "" &&
        problems.split("\n").map((message) => (
          <li key={message}>
            <FormattedMessage id={isRefused ? "editor.trial.refused" : "survey.problem"} values={{ message }} />
          </li>
        ))}
    </ul>
  );
}

/** What was answered before its condition ceased to hold. */
function Hidden({ question, answer, say }: Props) {
  if (answer === null) return null;
  return (
    <p className={style.acts}>
      <span>
        <FormattedMessage id="editor.trial.hidden" />
      </span>
      <Button data-variant="quiet" onPress={() => say(question.code, NOTHING)}>
        <FormattedMessage id="survey.clear" />
      </Button>
    </p>
  );
}
