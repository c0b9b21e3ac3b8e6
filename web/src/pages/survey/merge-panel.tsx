import { useId, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { directionOf, tongueOf } from "../../i18n/language";
import type { FileAnswerFragment, UnmergedTextFragment } from "../../gql/graphql";
import { FaultNote, Instant } from "../../widgets";
import { Runs } from "../../widgets/runs";
import { runsOf } from "../../widgets/word-runs";
import { useAuthor } from "./author";
import { useFields, useSurvey } from "./context";
import { Field } from "./fields/of-kind";
import type { FormQuestion } from "./form";
import { useMembers } from "./members";
import { merge, type Merged, type Take } from "./merging";
import { asAsked, NOTHING, type Said, saidOf, valueOf } from "./said";
import { SaidView } from "./said-view";
import styles from "./conflict.module.css";

interface MergePanelProps {
  question: FormQuestion;
  /** What stands, and the revision that it is. */
  stands: Said | null;
  revision: number;
  unmerged: readonly UnmergedTextFragment[];
  /** Something typed here is not saved yet: which text stands is not known before. */
  isUnsaved: boolean;
}

/** Texts that wait to be merged, side by side with what stands; one act decides which of them stands, or a third one. */
export function MergePanel({ question, stands, revision, unmerged, isUnsaved }: MergePanelProps) {
  const { file, isEditable } = useSurvey();
  const id = useId();
  const author = useAuthor(question.code, revision);
  const [isWriting, setWriting] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const [merged, setMerged] = useState<Merged | null>(null);
  const texts = unmerged.map((text) => ({ text, said: asAsked(saidOf(text.content), question.kind) }));

  async function decide(take: Take) {
    setMerging(true);
    const ids = unmerged.map((text) => String(text.id));
    setMerged(await merge(file, { question: question.code, basedOn: revision, unmerged: ids, take }));
    setMerging(false);
    setWriting(false);
  }
  const act = (label: ReactNode, take: Take) =>
    isEditable && (
      <Button isDisabled={isUnsaved || isMerging} onPress={() => void decide(take)}>
        {label}
      </Button>
    );

  return (
    <div className={styles.conflict} role="group" aria-labelledby={`${id}-title`}>
      <p id={`${id}-title`} className={styles.title}>
        <FormattedMessage id="survey.merge.title" values={{ count: unmerged.length }} />
      </p>
      <p>
        <FormattedMessage id={isEditable ? "survey.merge.intro" : "survey.merge.introReader"} />
      </p>
      <div className={styles.both}>
        <div>
          <h4>
            <FormattedMessage id="survey.merge.stands" />
          </h4>
          <Saved author={author} />
          <SaidView question={question} said={stands} />
          {act(<FormattedMessage id="survey.merge.takeMine" />, { is: "mine" })}
        </div>
        {texts.map(({ text, said }) => (
          <div key={text.id}>
            <h4>
              <From text={text} />
            </h4>
            <p className={styles.when}>
              <Instant at={text.changedAt} />
            </p>
            <Compared question={question} stands={stands} said={said} />
            {act(<FormattedMessage id="survey.merge.takeThis" />, { is: "theirs", id: String(text.id) })}
          </div>
        ))}
      </div>
      {isEditable &&
        (isWriting ? (
          <ThirdText question={question} first={stands ?? texts[0]?.said ?? null} onCancel={() => setWriting(false)}>
            {(said) => act(<FormattedMessage id="survey.merge.takeThird" />, { is: "other", said })}
          </ThirdText>
        ) : (
          <Button data-variant="quiet" onPress={() => setWriting(true)}>
            <FormattedMessage id="survey.merge.writeThird" />
          </Button>
        ))}
      {isEditable && isUnsaved && (
        <p className="small muted">
          <FormattedMessage id="survey.merge.waitsForSave" />
        </p>
      )}
      <div role="status">{merged?.result && <Refused result={merged.result} />}</div>
      <FaultNote error={merged?.error} />
    </div>
  );
}

function Refused({ result: { outcome, messages } }: { result: NonNullable<Merged["result"]> }) {
  if (outcome === "STORED") return null;
  return (
    <p>
      <FormattedMessage id={outcome === "UNMERGED" ? "survey.merge.newer" : "survey.merge.refused"} />{" "}
      {messages.join(" ")}
    </p>
  );
}

/** Who saved what stands, and when. */
function Saved({ author }: { author: FileAnswerFragment | null }) {
  const members = useMembers();
  if (author === null) return null;
  const name = members.get(author.changedBy);
  return (
    <p className={styles.when}>
      {name !== undefined && (
        <>
          <bdi>{name}</bdi>
          {" · "}
        </>
      )}
      <Instant at={author.changedAt} />
    </p>
  );
}

/** Whose text it is, or where it was carried from. */
function From({ text }: { text: UnmergedTextFragment }) {
  const { file } = useSurvey();
  const members = useMembers();
  const { origin, changedBy } = text;
  if (origin) {
    const { questionCode, edition, round } = origin;
    const code = (value: string) => <code dir="ltr">{value}</code>;
    return (
      <FormattedMessage
        id="survey.merge.carriedFrom"
        values={{ question: code(questionCode), edition: code(edition), round: code(round) }}
      />
    );
  }
  if (changedBy === file.reader.account) return <FormattedMessage id="survey.merge.byYou" />;
  const name = members.get(changedBy);
  if (name === undefined) return <FormattedMessage id="survey.merge.byColleague" />;
  return <FormattedMessage id="survey.merge.by" values={{ name: <bdi>{name}</bdi> }} />;
}

const wordsOf = (said: Said | null) =>
  valueOf(said?.answer ?? null, "longText") ?? valueOf(said?.answer ?? null, "shortText");

interface ComparedProps {
  question: FormQuestion;
  stands: Said | null;
  said: Said | null;
}

/** A text with what it has, and has not, beside what stands. Where one of the two is no running text, as it is. */
function Compared({ question, stands, said }: ComparedProps) {
  const [before, after] = [wordsOf(stands), wordsOf(said)];
  if (before === null || after === null || said === null) return <SaidView question={question} said={said} />;
  const tongue = said.language === null ? null : tongueOf(said.language);
  return (
    <p className={styles.compared} {...(tongue && { lang: tongue, dir: directionOf(tongue) })}>
      <Runs runs={runsOf(before, after)} />
    </p>
  );
}

interface ThirdTextProps {
  question: FormQuestion;
  first: Said | null;
  onCancel: () => void;
  children: (said: Said) => ReactNode;
}

/** A text of their own in the place of all, written from what stands. */
function ThirdText({ question, first, onCancel, children }: ThirdTextProps) {
  const standard = useFields().language;
  const id = useId();
  const [said, setSaid] = useState<Said>(first ?? { answer: NOTHING, language: standard });
  const tongue = tongueOf(said.language ?? standard);
  return (
    <div>
      <h4 id={id}>
        <FormattedMessage id="survey.merge.third" />
      </h4>
      <Field
        question={question}
        answer={said.answer}
        onChange={(answer) => setSaid({ answer, language: said.language ?? standard })}
        isReadOnly={false}
        labelledBy={id}
        describedBy=""
        lang={tongue}
        dir={directionOf(tongue)}
      />
      <div className={styles.choices}>
        {children(said)}
        <Button data-variant="quiet" onPress={onCancel}>
          <FormattedMessage id="survey.merge.notThird" />
        </Button>
      </div>
    </div>
  );
}
