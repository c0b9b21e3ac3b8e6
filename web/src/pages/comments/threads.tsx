import { useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation, useQuery } from "urql";

import { tab } from "../../app/storage";
import type { ThreadPartsFragment } from "../../gql/graphql";
import { FaultNote, Instant, Waiting } from "../../widgets";
import { TeamOf } from "../clearance/documents";
import { dutiesOf } from "../clearance/duties";
import { ROLES } from "../../widgets/role";
import { ResolveThread, SectionTalk } from "./documents";
import { placeOf } from "./draft";
import { MyDuties } from "./my-duties";
import styles from "./threads.module.css";
import { Writing } from "./writing";

interface ThreadsProps {
  submission: string;
  section: string;
  question: string;
  state: string;
  account: string;
}

/** What was said about one answer, and a place to say more. */
export function Threads({ submission, section, question, state, account }: ThreadsProps) {
  const [read, again] = useQuery({
    query: SectionTalk,
    variables: { id: submission, section },
    requestPolicy: "cache-and-network",
  });
  const [team] = useQuery({ query: TeamOf, variables: { state } });
  const [own] = useQuery({ query: MyDuties });
  const duties = dutiesOf(own.data?.viewer, state);
  const all = (read.data?.submission?.section?.threads ?? []).filter(({ questionCode }) => questionCode === question);
  const open = all.filter(({ isResolved }) => !isResolved);
  const settled = all.filter(({ isResolved }) => isResolved);
  const anew = () => again({ requestPolicy: "network-only" });
  const people = (team.data?.team ?? []).filter(({ id }) => id !== account);
  const thread = (one: ThreadPartsFragment) => (
    <li key={one.id}>
      <Thread
        thread={one}
        question={question}
        submission={submission}
        account={account}
        people={people}
        mayWrite={duties.comments}
        onChange={anew}
      />
    </li>
  );
  return (
    <>
      <FaultNote error={read.error} retry={anew} />
      {!read.data && !read.error && <Waiting />}
      {read.data && all.length === 0 && (
        <p className="muted">
          <FormattedMessage id="comments.none" />
        </p>
      )}
      <ol role="list" className={styles.threads}>
        {open.map(thread)}
      </ol>
      {settled.length > 0 && (
        <Disclosure defaultExpanded={open.length === 0} className={`react-aria-Disclosure ${styles.settled}`}>
          <Heading level={3}>
            <Button slot="trigger">
              <FormattedMessage id="comments.settledCount" values={{ count: settled.length }} />
            </Button>
          </Heading>
          <DisclosurePanel>
            <ol role="list" className={styles.threads}>
              {settled.map(thread)}
            </ol>
          </DisclosurePanel>
        </Disclosure>
      )}
      {duties.comments && (
        <Writing
          key={question}
          submission={submission}
          question={question}
          thread={null}
          place={placeOf(account, submission, question)}
          people={people}
          onSent={anew}
        />
      )}
    </>
  );
}

interface ThreadProps {
  thread: ThreadPartsFragment;
  question: string;
  submission: string;
  account: string;
  people: readonly { id?: string | null | undefined; name?: string | null | undefined }[];
  mayWrite: boolean;
  onChange: () => void;
}

function Thread({ thread, question, submission, account, people, mayWrite, onChange }: ThreadProps) {
  const place = placeOf(account, submission, thread.id);
  const [isReplying, setReplying] = useState(() => tab.read(place) !== null);
  const [resolving, resolve] = useMutation(ResolveThread);
  const [error, setError] = useState<CombinedError | undefined>();

  async function settle() {
    const result = await resolve({ input: { thread: thread.id, isResolved: !thread.isResolved } });
    setError(result.error);
    onChange();
  }

  return (
    <article>
      <ThreadWords thread={thread} />
      {mayWrite && (
        <p className={styles.acts}>
          <Button data-variant="quiet" onPress={() => setReplying(!isReplying)} aria-expanded={isReplying}>
            <FormattedMessage id="comments.reply" />
          </Button>
          <Button data-variant="quiet" isPending={resolving.fetching} onPress={() => void settle()}>
            <FormattedMessage id={thread.isResolved ? "comments.reopen" : "comments.settle"} />
          </Button>
        </p>
      )}
      <FaultNote error={error} />
      {isReplying && (
        <Writing
          submission={submission}
          question={question}
          thread={thread.id}
          place={place}
          people={people}
          onSent={() => {
            setReplying(false);
            onChange();
          }}
        />
      )}
    </article>
  );
}

/** A thread to be read: on the screen and on paper. */
export function ThreadWords({ thread }: { thread: ThreadPartsFragment }) {
  return (
    <>
      <ol role="list" className={styles.comments}>
        {thread.comments.map(({ id, at, by, content, mentions }) => (
          <li key={id}>
            <p className={styles.by}>
              <bdi className={styles.name}>{by?.name}</bdi>
              {by?.posts.map(({ role, ministry }, index) => (
                <span key={index}>
                  {" · "}
                  <FormattedMessage id={ROLES[role]} />
                  {ministry && (
                    <>
                      {", "}
                      <bdi>{ministry.name}</bdi>
                    </>
                  )}
                </span>
              ))}
              {" · "}
              <Instant at={at} />
            </p>
            <p className={styles.content} dir="auto">
              {content}
            </p>
            {mentions.length > 0 && (
              <p className={styles.by}>
                <FormattedMessage
                  id="comments.asked"
                  values={{
                    names: <bdi key="names">{mentions.map(({ name }) => name ?? "").join(" · ")}</bdi>,
                  }}
                />
              </p>
            )}
          </li>
        ))}
      </ol>
      {thread.isResolved && thread.resolvedAt && (
        <p className={styles.by}>
          <FormattedMessage
            id="comments.settledBy"
            values={{
              name: <bdi key="name">{thread.resolvedBy?.name}</bdi>,
              at: <Instant key="at" at={thread.resolvedAt} />,
            }}
          />
        </p>
      )}
    </>
  );
}
