import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { directionOf, tongueOf } from "../../i18n/language";
import { Instant, useTongue } from "../../widgets";
import { ThreadWords } from "../comments/threads";
import type { FormQuestion } from "../survey/form";
import { FormText } from "../survey/form-text";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { SharedWith } from "../survey/sharing";
import { type Item, type PacketQuestion, type Step, stepsOf, textOf } from "./packet";
import styles from "./packet.module.css";
import { wordChanges } from "./word-changes";

/** What the view of an answer asks of its question. */
function viewed(question: PacketQuestion): Pick<FormQuestion, "options" | "bounds"> {
  const options = (question.optionList?.options ?? []).map((option) => ({
    ...option,
    hasText: false,
    isExclusive: false,
  }));
  return { options, bounds: question.bounds as FormQuestion["bounds"] };
}

/** One question of a packet: what is asked, what is said, how that came about, and what was said about it. */
export function PacketItem({ item, onTalk }: { item: Item; onTalk: () => void }) {
  const { question, answer, revisions, threads, isChanged } = item;
  const view = viewed(question);
  const prompt = `prompt-${question.code}`;
  const said = asAsked(saidOf(answer?.content), question.kind);
  const { steps, unmerged } = stepsOf(revisions, question.kind);
  return (
    <article className={styles.item} aria-labelledby={prompt}>
      <h3 id={prompt}>
        <FormText text={question.prompt} /> <code>{question.code}</code>
      </h3>
      {isChanged && (
        <p className={styles.changed}>
          <FormattedMessage id="clearance.changedSince" />
        </p>
      )}
      <SaidView question={view} said={said} />
      {answer && (
        <>
          <p className={styles.line}>
            <FormattedMessage
              id="clearance.writtenBy"
              values={{
                name: <bdi key="name">{answer.author?.name ?? "—"}</bdi>,
                at: <Instant key="at" at={answer.changedAt} />,
              }}
            />
            {answer.author?.posts.flatMap(({ ministry }) =>
              ministry ? [<bdi key={ministry.id}>{` · ${ministry.name}`}</bdi>] : [],
            )}
            {" · "}
            <FormattedMessage id="survey.readBy" values={{ readers: <SharedWith sharing={answer.sharing} /> }} />
          </p>
          {!answer.isConfirmed && (
            <p className={styles.changed}>
              <FormattedMessage id="clearance.notConfirmed" />
            </p>
          )}
          {answer.problems.map(({ message }) => (
            <p key={message} className={styles.changed}>
              <FormattedMessage id="survey.problem" values={{ message }} />
            </p>
          ))}
        </>
      )}
      {steps.length + unmerged.length > 1 && (
        <Disclosure className={`react-aria-Disclosure ${styles.fold}`}>
          <Heading level={4}>
            <Button slot="trigger">
              <FormattedMessage id="clearance.revisions" values={{ count: steps.length }} />
            </Button>
          </Heading>
          <DisclosurePanel>
            <p className={`${styles.onPaper} ${styles.line}`}>
              <FormattedMessage id="clearance.revisions" values={{ count: steps.length }} />
            </p>
            <ol role="list" className={styles.revisions}>
              {steps.map((step) => (
                <li key={step.revision.id}>
                  <p className={styles.line}>
                    <FormattedMessage
                      id="clearance.revision"
                      values={{
                        number: step.revision.revision ?? 0,
                        name: <bdi key="name">{step.revision.author?.name ?? "—"}</bdi>,
                        at: <Instant key="at" at={step.revision.changedAt} />,
                      }}
                    />
                  </p>
                  <Change step={step} question={view} />
                </li>
              ))}
              {unmerged.map((revision) => (
                <li key={revision.id}>
                  <p className={styles.line}>
                    <FormattedMessage
                      id="clearance.notMerged"
                      values={{
                        name: <bdi key="name">{revision.author?.name ?? "—"}</bdi>,
                        at: <Instant key="at" at={revision.changedAt} />,
                      }}
                    />
                  </p>
                  <SaidView question={view} said={asAsked(saidOf(revision.content), question.kind)} />
                </li>
              ))}
            </ol>
          </DisclosurePanel>
        </Disclosure>
      )}
      {threads.length > 0 && (
        <div className={styles.threads}>
          <h4>
            <FormattedMessage id="comments.title" />
          </h4>
          {threads.map((thread) => (
            <div key={thread.id} className={styles.thread}>
              <ThreadWords thread={thread} />
            </div>
          ))}
        </div>
      )}
      <Button
        id={`talk-${question.code}`}
        data-variant="quiet"
        className={`react-aria-Button ${styles.talk}`}
        onPress={onTalk}
      >
        <FormattedMessage
          id={threads.length > 0 ? "comments.answerThem" : "comments.comment"}
          values={{ count: threads.length }}
        />
      </Button>
    </article>
  );
}

/** What a revision changed: words underlined were put in, words struck out were taken out. */
function Change({
  step: { said, before, isSame },
  question,
}: {
  step: Step;
  question: Parameters<typeof SaidView>[0]["question"];
}) {
  const page = useTongue();
  const [text, earlier] = [textOf(said), textOf(before)];
  if (isSame) {
    return (
      <p className="muted small">
        <FormattedMessage id="clearance.sameText" />
      </p>
    );
  }
  if (text === null || earlier === null) return <SaidView question={question} said={said} />;
  const tongue = said?.language ? tongueOf(said.language) : page;
  return (
    <p className={styles.text} lang={tongue} dir={directionOf(tongue)}>
      {wordChanges(earlier, text, tongue).map(({ kind, text: run }, index) =>
        kind === "added" ? (
          <ins key={index}>{run}</ins>
        ) : kind === "removed" ? (
          <del key={index}>{run}</del>
        ) : (
          <span key={index}>{run}</span>
        ),
      )}
    </p>
  );
}
