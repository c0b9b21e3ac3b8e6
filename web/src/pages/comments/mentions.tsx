import { Link } from "@tanstack/react-router";
import { Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { Instant, Localised, useTongue } from "../../widgets";
import { Mentions } from "./documents";
import styles from "./threads.module.css";

/** What the reader is asked to look at; nothing where nobody asks. */
export function MentionList({ level = 3 }: { level?: 2 | 3 }) {
  const tongue = useTongue();
  const [{ data }] = useQuery({ query: Mentions, requestPolicy: "cache-and-network" });
  const threads = data?.mentions ?? [];
  const account = data?.viewer?.account.id;
  if (threads.length === 0) return null;
  return (
    <section aria-labelledby="mentions">
      <Heading level={level} id="mentions">
        <FormattedMessage id="comments.mentions" values={{ count: threads.length }} />
      </Heading>
      <ul role="list" className={styles.threads}>
        {threads.map(({ id, questionCode, comments, question, submission }) => {
          const asked = comments.findLast(({ mentions }) => mentions.some((person) => person.id === account));
          return (
            <li key={id}>
              <Link
                to="/$tongue/submissions/$id/survey/{-$section}"
                params={{ tongue, id: submission.id, section: question?.section?.code }}
                hash={questionCode}
              >
                {question?.prompt ? <Localised text={question.prompt} isPlain /> : questionCode}
              </Link>
              <p className={styles.by}>
                <Localised text={submission.round.title} isPlain />
                {asked && (
                  <>
                    {" · "}
                    <bdi>{asked.by?.name}</bdi>
                    {" · "}
                    <Instant at={asked.at} />
                  </>
                )}
              </p>
              {asked && (
                <p className={styles.content} dir="auto">
                  {asked.content}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
