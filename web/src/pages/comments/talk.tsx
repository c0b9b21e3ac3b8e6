import {
  createContext,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useDeferredValue,
  useMemo,
  useState,
} from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { tab } from "../../app/storage";
import { useSurvey } from "../survey/context";
import type { FormSection } from "../survey/form";
import { FormText } from "../survey/form-text";
import { SectionTalk } from "./documents";
import { placeOf } from "./draft";
import styles from "./talk.module.css";

// Reading and writing comments is fetched when somebody does.
const CommentsPanel = lazy(async () => ({ default: (await import("./panel")).CommentsPanel }));
const SectionNote = lazy(async () => ({ default: (await import("../clearance/section-note")).SectionNote }));

interface Talk {
  /** How many threads are open, by question. */
  open: ReadonlyMap<string, number>;
  /** How many are settled. */
  settled: ReadonlyMap<string, number>;
  /** Questions with a comment that was begun in this tab. */
  begun: ReadonlySet<string>;
  show: (question: string) => void;
}

const TalkContext = createContext<Talk | null>(null);

/** What a delegation says about the answers of a section, beside them. It changes with what is said, never with typing. */
export function SectionComments({ section, children }: { section: FormSection; children: ReactNode }) {
  const { file, state, form } = useSurvey();
  const { account } = file.reader;
  const [shown, setShown] = useState<string | null>(null);
  const isSeen = file.sees(section.code);
  const [read] = useQuery({
    query: SectionTalk,
    variables: { id: file.id, section: section.code },
    requestPolicy: "cache-and-network",
    pause: !isSeen,
  });
  const threads = read.data?.submission?.section?.threads;
  const clearance = read.data?.submission?.section?.clearance;

  const show = useCallback((question: string) => setShown(question), []);
  const close = useCallback(() => {
    const trigger = shown === null ? null : document.getElementById(triggerOf(shown));
    setShown(null);
    trigger?.focus();
  }, [shown]);
  const talk = useMemo((): Talk => {
    const count = (isResolved: boolean) => {
      const counts = new Map<string, number>();
      for (const thread of threads ?? []) {
        if (thread.isResolved !== isResolved) continue;
        counts.set(thread.questionCode, (counts.get(thread.questionCode) ?? 0) + 1);
      }
      return counts;
    };
    const begun = section.questions
      .map(({ code }) => code)
      .filter((code) => code !== shown && tab.read(placeOf(account, file.id, code)) !== null);
    return { open: count(false), settled: count(true), begun: new Set(begun), show };
  }, [threads, section, account, file.id, shown, show]);

  const question = shown === null ? undefined : form.questions.get(shown);
  return (
    <TalkContext value={useDeferredValue(talk)}>
      {clearance && clearance.status !== "NOT_NEEDED" && clearance.status !== "DRAFTING" && (
        <Suspense>
          <SectionNote submission={file.id} section={section.code} clearance={clearance} />
        </Suspense>
      )}
      {children}
      {question && (
        <Suspense>
          <CommentsPanel
            key={question.code}
            submission={file.id}
            section={section.code}
            question={question.code}
            prompt={<FormText text={question.prompt} />}
            state={state}
            account={account}
            onClose={close}
          />
        </Suspense>
      )}
    </TalkContext>
  );
}

export function triggerOf(question: string): string {
  return `comments-${question}`;
}

/** At a question: how much is said about its answer, and the way to it. */
export const CommentsButton = memo(function CommentsButton({ question }: { question: string }) {
  const talk = use(TalkContext);
  if (talk === null) return null;
  const open = talk.open.get(question) ?? 0;
  const settled = talk.settled.get(question) ?? 0;
  return (
    <Button
      id={triggerOf(question)}
      data-variant="quiet"
      className={`react-aria-Button ${styles.trigger}`}
      onPress={() => talk.show(question)}
    >
      <span>
        {open > 0 ? (
          <FormattedMessage id="comments.openCount" values={{ count: open }} />
        ) : settled > 0 ? (
          <FormattedMessage id="comments.settledCount" values={{ count: settled }} />
        ) : (
          <FormattedMessage id="comments.comment" />
        )}
        {talk.begun.has(question) && (
          <>
            {" · "}
            <FormattedMessage id="comments.begun" />
          </>
        )}
      </span>
    </Button>
  );
});
