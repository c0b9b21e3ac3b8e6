import { useEffect, useState } from "react";
import { FormattedList, FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { PLAIN } from "../../app/plain";
import { graphql } from "../../gql";
import type { SubmissionChangesSubscription } from "../../gql/graphql";
import { useSurvey } from "./context";
import { catchUp, type Changed, follow } from "./following";
import type { WorkingFile } from "./working-file";

const SubmissionChanges = graphql(`
  subscription SubmissionChanges($id: ID!, $section: String) {
    submissionChanged(id: $id, section: $section) {
      __typename
      ... on SubmissionPresence {
        present {
          section
          account
          name
        }
      }
      ... on SubmissionHappening {
        answers {
          questionCode
          revision
        }
      }
    }
  }
`);

/** After a connection has ended, in milliseconds. */
const PAUSE = 5_000;

type Event = SubmissionChangesSubscription["submissionChanged"];
type Person = Extract<Event, { __typename: "SubmissionPresence" }>["present"][number];

/** Who else has this section open. While it is shown, what others save comes in where nobody here has typed. */
export function Present({ section }: { section: string }) {
  const { file } = useSurvey();
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => watch(file, section, setPeople), [file, section]);
  const others = people.filter((one) => one.section === section && one.account !== file.reader.account);
  return (
    <p className="muted" role="status">
      {others.length > 0 && (
        <FormattedMessage
          id="survey.alsoHere"
          values={{ names: <FormattedList value={others.map(({ name, account }) => name ?? account)} /> }}
        />
      )}
    </p>
  );
}

/**
 * Watches while the page is seen and the network is there: a tab that nobody looks at is nobody in the section, and holds
 * no connection. Returns what ends it.
 */
function watch(file: WorkingFile, section: string, tell: (people: readonly Person[]) => void): () => void {
  let subscription: { unsubscribe: () => void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  // Answers that others saved while the reader is in the field: nothing is moved under anybody's hands.
  const waiting = new Map<string, Changed>();

  function begin() {
    clearTimeout(timer);
    if (isOver || subscription || document.visibilityState !== "visible" || !navigator.onLine) return;
    let isFirst = true;
    const context = { ...PLAIN, fetchSubscriptions: true };
    subscription = file.client
      .subscription(SubmissionChanges, { id: file.id, section }, context)
      .subscribe((result) => {
        const event = result.data?.submissionChanged;
        if (event?.__typename === "SubmissionPresence") tell(event.present);
        // What was saved before the subscription stood was not told.
        if (event && isFirst) void catchUp(file).then(take);
        if (event) isFirst = false;
        if (event?.__typename === "SubmissionHappening") take(event.answers);
        if (event?.__typename === "ChangesMissed") void catchUp(file).then(take);
        if (result.error || !result.hasNext) pause(result.error);
      });
  }

  function end() {
    subscription?.unsubscribe();
    subscription = undefined;
    tell([]);
  }

  function pause(error: CombinedError | undefined) {
    // Who may not read the file any more does not ask again.
    isOver ||= error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "NOT_FOUND") ?? false;
    clearTimeout(timer);
    // The client is still handing the answer over: given up in the middle of that, it throws where nobody catches.
    timer = setTimeout(() => {
      end();
      if (!isOver) timer = setTimeout(begin, PAUSE);
    });
  }

  function take(changed: readonly Changed[]) {
    for (const one of changed) waiting.set(one.questionCode, one);
    const free = [...waiting.values()].filter(({ questionCode }) => !isEntered(questionCode));
    for (const { questionCode } of free) waiting.delete(questionCode);
    if (free.length > 0) void follow(file, free);
  }

  const seen = () => (document.visibilityState === "visible" ? begin() : end());
  const left = () => setTimeout(() => take([]));
  document.addEventListener("visibilitychange", seen);
  document.addEventListener("focusout", left);
  addEventListener("online", begin);
  begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    document.removeEventListener("focusout", left);
    removeEventListener("online", begin);
    end();
  };
}

/** Whether the reader is in the field of a question. */
function isEntered(question: string): boolean {
  return document.getElementById(question)?.contains(document.activeElement) ?? false;
}
