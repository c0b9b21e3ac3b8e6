import { type CSSProperties, lazy, memo, Suspense, useId } from "react";
import { FormattedMessage } from "react-intl";

import type { AnswerInput } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Waiting } from "../../widgets";
import { CommentsButton } from "../comments/talk";
import { BoundField } from "./bound";
import { Carried } from "./carried";
import { Conflict } from "./conflict";
import { useFields, useSurvey, useView } from "./context";
import { Field } from "./fields/of-kind";
import type { FormQuestion } from "./form";
import { FormText } from "./form-text";
import { InsteadAndLanguage } from "./instead";
import { QuestionStatus } from "./question-status";
import styles from "./question.module.css";
import { isBlank, itemsOf, silenceOf } from "./said";
import { SILENCES } from "./silences";
import { isUnsaved } from "./saving";
import { AnswerSharing } from "./sharing";

// Few answers have texts that wait.
const MergePanel = lazy(async () => ({ default: (await import("./merge-panel")).MergePanel }));

interface QuestionProps {
  question: FormQuestion;
  /** The paragraphs it is about, where they are others than its section's. */
  about: string | null;
}

/** Rows of what has several fields, or a large one: a contact, a link, a long text. */
const FIELDS = 8;

/** About how many rows there are in a question, beyond what stands in each: for the time before it is first seen. */
function rowsOf({ kind, options }: FormQuestion, answer: AnswerInput | null): number {
  if (kind === "CONTACT" || kind === "LONG_TEXT") return FIELDS;
  return kind === "EVIDENCE" ? FIELDS * (1 + itemsOf(answer).length) : options.length;
}

/** One question. It is rendered anew when something of itself changes: a keystroke in one leaves the others alone. */
export const Question = memo(function Question({ question, about }: QuestionProps) {
  const prompt = useId();
  const { file } = useSurvey();
  const rows = rowsOf(question, file.view(question.code).said?.answer ?? null);
  return (
    <div
      id={question.code}
      role="group"
      className={styles.question}
      aria-labelledby={prompt}
      style={{ "--rows": rows } as CSSProperties}
    >
      <h3 id={prompt} tabIndex={-1}>
        <FormText text={question.prompt} />
      </h3>
      <p className={styles.marks}>
        <code>{question.code}</code>
        {question.isExpected && (
          <span>
            <FormattedMessage id="survey.expected" />
          </span>
        )}
        {about !== null && (
          <span>
            <FormattedMessage id="survey.about" values={{ paragraphs: <bdi key="about">{about}</bdi> }} />
          </span>
        )}
      </p>
      {question.binds ? (
        <>
          <FormText text={question.help} as="p" className={`${styles.help}`} />
          <BoundField question={question} labelledBy={prompt} />
        </>
      ) : (
        <Answering question={question} prompt={prompt} />
      )}
    </div>
  );
});

const TEXTS = new Set(["SHORT_TEXT", "LONG_TEXT", "EVIDENCE"]);

function Answering({ question, prompt }: { question: FormQuestion; prompt: string }) {
  const { file, isEditable } = useSurvey();
  const standard = useFields().language;
  const { said, status, problems, entry, isUnconfirmed, ownSharing, unmerged } = useView(question.code);
  const id = useId();
  const answer = said?.answer ?? null;
  const silence = silenceOf(answer);
  const language = said?.language ?? standard;
  const tongue = tongueOf(language);
  const hasText = TEXTS.has(question.kind) || question.options.some((option) => option.hasText);
  const say = (changed: AnswerInput) => file.type(question.code, { answer: changed, language });
  const isAnswered = answer !== null && !isBlank(answer);

  return (
    <>
      <FormText text={question.help} as="p" className={`${styles.help}`} />
      {isUnconfirmed && <Carried question={question.code} />}
      {silence === null ? (
        <Field
          question={question}
          answer={answer}
          onChange={say}
          isReadOnly={!isEditable}
          labelledBy={prompt}
          describedBy={`${id}-status ${id}-problems`}
          lang={tongue}
          dir={directionOf(tongue)}
        />
      ) : (
        <p className={styles.silence}>
          <FormattedMessage id={SILENCES[silence]} />
        </p>
      )}
      <ul id={`${id}-problems`} role="list" className={styles.problems}>
        {problems.map((message) => (
          <li key={message}>
            <FormattedMessage id="survey.problem" values={{ message }} />
          </li>
        ))}
      </ul>
      {entry.conflict && <Conflict question={question} mine={said} theirs={entry.conflict} />}
      {unmerged.length > 0 && entry.conflict === null && (
        <Suspense fallback={<Waiting />}>
          <MergePanel
            question={question}
            stands={entry.kept.said}
            revision={entry.kept.revision}
            unmerged={unmerged}
            isUnsaved={isUnsaved(entry)}
          />
        </Suspense>
      )}
      {isEditable && (
        <InsteadAndLanguage
          question={question}
          prompt={prompt}
          silence={silence}
          language={hasText && silence === null ? language : null}
          isAnswered={isAnswered}
        />
      )}
      <AnswerSharing question={question} ownSharing={ownSharing} isStored={entry.kept.revision > 0} />
      <CommentsButton question={question.code} />
      <p id={`${id}-status`} className={styles.status}>
        <QuestionStatus status={status} discard={() => file.discard(question.code)} />
      </p>
    </>
  );
}
