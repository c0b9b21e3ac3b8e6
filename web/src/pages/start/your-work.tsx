import { lazy, Suspense } from "react";
import { Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import { graphql } from "../../gql";
import type { SubmissionStage } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Day, FaultNote, Localised, useTongue } from "../../widgets";
import styles from "./start.module.css";

// What others wait for is fetched for those who work for a State alone.
const InMyHandsList = lazy(async () => ({ default: (await import("../clearance/in-my-hands")).InMyHandsList }));
const MentionList = lazy(async () => ({ default: (await import("../comments/mentions")).MentionList }));

const Work = graphql(`
  query YourWork {
    viewer {
      memberships {
        id
        role
        state {
          id
          name {
            ...Localised
          }
        }
      }
    }
    submissions {
      id
      stage
      state {
        id
        name {
          ...Localised
        }
      }
      round {
        id
        stage
        closesOn
        title {
          ...Localised
        }
      }
      completeness {
        core
        coreAnswered
      }
    }
  }
`);

/** What there is still to do, and what is said of it. Whatever stands in the register awaits nothing. */
const UNDER_WAY: Partial<Record<SubmissionStage, MessageId>> = {
  DRAFTING: "start.work.drafting",
  IN_CLEARANCE: "start.work.inClearance",
  CLEARED: "start.work.cleared",
  AMENDING: "start.work.amending",
};

/** For somebody who works for a State: the way back into what they were at. */
export function YourWork() {
  const tongue = useTongue();
  const [{ data, error }, ask] = useQuery({ query: Work });
  const withheld = useWithheld();
  const isOfState =
    data?.viewer?.memberships.some(({ role, state }) => state !== null && !withheld.includes(role)) ?? false;
  if (error) return <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  if (data === undefined || !isOfState) return null;
  const open = data.submissions.filter(({ stage, round }) => stage in UNDER_WAY && round.stage !== "ARCHIVED");
  return (
    <section className={styles.work} aria-labelledby="work">
      <h2 id="work">
        <FormattedMessage id="start.work" />
      </h2>
      {open.length === 0 ? (
        <p>
          <FormattedMessage id="start.work.none" />
        </p>
      ) : (
        <ul role="list" className={styles.rounds}>
          {open.map(({ id, stage, state, round, completeness }) => (
            <li key={id}>
              <div>
                <h3>
                  <Link href={`/${tongue}/submissions/${encodeURIComponent(id)}/survey`}>
                    <Localised text={round.title} isPlain />
                  </Link>
                </h3>
                <p className={styles.stage}>
                  <Localised text={state?.name} isPlain />
                  {" · "}
                  <FormattedMessage id={UNDER_WAY[stage] ?? "start.work.drafting"} />
                  {round.closesOn !== null && (
                    <>
                      {" · "}
                      <FormattedMessage
                        id={round.stage === "OPEN" ? "start.closes" : "start.closed"}
                        values={{ day: <Day on={round.closesOn} /> }}
                      />
                    </>
                  )}
                </p>
              </div>
              <p className={styles.figure}>
                <FormattedMessage
                  id="start.work.core"
                  values={{ answered: completeness.coreAnswered, core: completeness.core }}
                />
              </p>
            </li>
          ))}
        </ul>
      )}
      <Suspense>
        <InMyHandsList />
        <MentionList />
      </Suspense>
      <p>
        <Link
          className="react-aria-Link button"
          data-variant={open.length === 0 ? "primary" : undefined}
          href={`/${tongue}/submissions`}
        >
          <FormattedMessage id="shell.nav.submissions" />
        </Link>
      </p>
    </section>
  );
}
