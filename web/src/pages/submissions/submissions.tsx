import { Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import type { MySubmissionsQuery, Role, RoundHeadFragment } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { InMyHandsList } from "../clearance/in-my-hands";
import { MentionList } from "../comments/mentions";
import { MySubmissions } from "./documents";
import { Due } from "./due";
import { Invitation } from "./invitation";
import { OnRecord } from "./on-record";
import { isOpenToChange, ownStates, rightsOf } from "./rights";
import styles from "./submissions.module.css";
import { ROUND_STAGES, STAGES } from "./words";

type Submission = MySubmissionsQuery["submissions"][number];
/** Who reads the audit trail: of their State, or the whole. */
const READS_TRAIL: readonly Role[] = ["FOCAL_POINT", "PUBLISHING_AUTHORITY", "AUDITOR"];

type Memberships = NonNullable<MySubmissionsQuery["viewer"]>["memberships"];

/** The working files of the reader's States, and the rounds in which one can be opened. */
export function SubmissionsPage() {
  const tongue = useTongue();
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: MySubmissions, requestPolicy: "cache-and-network" });
  const title = formatMessage({ id: "submission.title" });
  const { viewer, submissions = [], rounds } = read.data ?? {};
  const withheld = useWithheld();
  const memberships = (viewer?.memberships ?? []).filter(({ role }) => !withheld.includes(role));
  const states = ownStates(memberships);
  const isOpened = (round: string, state: string) =>
    submissions.some((one) => one.round.key === round && one.state?.code === state);
  const openings = (rounds?.nodes ?? [])
    .filter(({ stage }) => stage !== "ARCHIVED")
    .map((round) => ({ round, states: states.filter((state) => !isOpened(round.key, state)) }))
    .filter((opening) => opening.states.length > 0);

  return (
    <Page
      title={title}
      intro={<FormattedMessage id="submission.intro" />}
      actions={
        <>
          {states.length > 0 && (
            <Link to="/$tongue/team" params={{ tongue }} className="button">
              <FormattedMessage id="team.title" />
            </Link>
          )}
          {memberships.some(({ role }) => READS_TRAIL.includes(role)) && (
            <Link to="/$tongue/trail" params={{ tongue }}>
              <FormattedMessage id="submission.trail" />
            </Link>
          )}
        </>
      }
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && states.length === 0 && withheld.length === 0 && (
        <Empty
          title={<FormattedMessage id="submission.noState" />}
          hint={<FormattedMessage id="submission.noStateHint" />}
        />
      )}
      {read.data && states.length > 0 && (
        <>
          <InMyHandsList level={2} />
          <MentionList level={2} />
          <section aria-labelledby="files">
            <h2 id="files">
              <FormattedMessage id="submission.files" />
            </h2>
            {submissions.length === 0 ? (
              <Empty
                title={<FormattedMessage id="submission.noFiles" />}
                hint={<FormattedMessage id="submission.noFilesHint" />}
              />
            ) : (
              <ul role="list" className={styles.list}>
                {submissions.toReversed().map((submission) => (
                  <li key={submission.id}>
                    <WorkingFile
                      submission={submission}
                      memberships={memberships}
                      isOneState={states.length === 1}
                      hasFiled={submissions.some(
                        ({ state, filings }) => state?.code === submission.state?.code && filings.length > 0,
                      )}
                    />
                  </li>
                ))}
              </ul>
            )}
          </section>
          <p>
            <Link to="/$tongue/evidence" params={{ tongue }}>
              <FormattedMessage id="evidence.toList" />
            </Link>
          </p>
          {states.some((state) => rightsOf(memberships, state).readsWhole) && (
            <p>
              <Link to="/$tongue/contradictions" params={{ tongue }}>
                <FormattedMessage id="submission.contradictions" />
              </Link>
            </p>
          )}
          {openings.length > 0 && (
            <section aria-labelledby="rounds">
              <h2 id="rounds">
                <FormattedMessage id="submission.openings" />
              </h2>
              <ul role="list" className={styles.list}>
                {openings.toReversed().map((opening) => (
                  <Invitation key={opening.round.key} {...opening} memberships={memberships} />
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Page>
  );
}

/** A round in two lines: what it is called, what it asks, until when. */
export function RoundLines({ round }: { round: RoundHeadFragment }) {
  return (
    <>
      <h3 id={`round-${round.key}`}>
        <Localised text={round.title} isPlain />
      </h3>
      <p className={styles.line}>
        <Localised text={round.edition?.title} isPlain />
      </p>
      <p className={styles.line}>
        <FormattedMessage id={ROUND_STAGES[round.stage]} /> · <Due round={round} />
      </p>
    </>
  );
}

interface WorkingFileProps {
  submission: Submission;
  memberships: Memberships;
  isOneState: boolean;
  /** Whether its State has filed anything, here or in an earlier round. */
  hasFiled: boolean;
}

function WorkingFile({ submission, memberships, isOneState, hasFiled }: WorkingFileProps) {
  const tongue = useTongue();
  const { id, round, stage, state, completeness, filings, unconfirmedCount } = submission;
  const rights = rightsOf(memberships, state?.code ?? "");
  const params = { tongue, id };
  const writes = rights.saves && isOpenToChange(stage, round.stage);
  return (
    <article className={styles.file}>
      <div>
        {!isOneState && (
          <p className={styles.line}>
            <Localised text={state?.name} isPlain />
          </p>
        )}
        <RoundLines round={round} />
        <p className={styles.stage}>
          <strong>
            <FormattedMessage id={STAGES[stage]} />
          </strong>
        </p>
        <p className={styles.line}>
          {completeness.core > 0 && (
            <>
              <FormattedMessage
                id="submission.coreProgress"
                values={{ answered: completeness.coreAnswered, asked: completeness.core }}
              />
              {" · "}
            </>
          )}
          <FormattedMessage
            id="submission.progress"
            values={{ answered: completeness.answered, asked: completeness.enabled }}
          />
          {completeness.problems > 0 && (
            <>
              {" · "}
              <FormattedMessage id="submission.problems" values={{ count: completeness.problems }} />
            </>
          )}
        </p>
        {filings.length > 0 && <OnRecord filings={filings} className={`${styles.filings}`} />}
      </div>
      <div className={styles.actions}>
        <Link
          to="/$tongue/submissions/$id/survey/{-$section}"
          params={params}
          className="button"
          data-variant={writes ? "primary" : undefined}
        >
          <FormattedMessage id={writes ? "submission.continue" : "submission.read"} />
        </Link>
        {unconfirmedCount > 0 && isOpenToChange(stage, round.stage) && (
          <Link to="/$tongue/submissions/$id/update" params={params} className="button">
            <FormattedMessage id="submission.update" values={{ count: unconfirmedCount }} />
          </Link>
        )}
        <Link to="/$tongue/submissions/$id/sections" params={params} className="button">
          <FormattedMessage id="clearance.title" />
        </Link>
        {rights.readsWhole && (
          <Link to="/$tongue/submissions/$id/review" params={params} className="button">
            <FormattedMessage id="submission.review" />
          </Link>
        )}
        {rights.readsWhole && hasFiled && isOpenToChange(stage, round.stage) && (
          <Link to="/$tongue/submissions/$id/changes" params={params}>
            <FormattedMessage id="difference.draft" />
          </Link>
        )}
      </div>
    </article>
  );
}
