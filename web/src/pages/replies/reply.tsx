import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation, useQuery } from "urql";

import type { DraftedReplyQuery, TakeUpReplyMutation } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { isOpenToChange, rightsOf } from "../submissions/rights";
import { DraftedReply, TakeUpReply } from "./documents";
import { HeadingView } from "./heading-view";
import { placed, sectionOf } from "./heading";
import styles from "./replies.module.css";

type Submission = NonNullable<DraftedReplyQuery["submission"]>;
type Taken = TakeUpReplyMutation["takeUpReply"];

/** What a State has said elsewhere, drafted as a reply to the headings of a resolution: it chooses what of it to take up. */
export function ReplyPage() {
  return (
    <Words of="reply">
      <Reply />
    </Words>
  );
}

function Reply() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id } = useParams({ from: "/$tongue/submissions/$id/reply" });
  const [read, again] = useQuery({ query: DraftedReply, variables: { id }, requestPolicy: "network-only" });
  const anew = () => again({ requestPolicy: "network-only" });
  const submission = read.data?.submission;
  const rights = rightsOf(read.data?.viewer?.memberships ?? [], submission?.state?.code ?? "");
  return (
    <Page
      title={formatMessage({ id: "reply.title" })}
      above={
        submission && (
          <p className="muted">
            <Localised text={submission.state?.name} isPlain /> · <Localised text={submission.round.title} isPlain />
          </p>
        )
      }
      intro={<FormattedMessage id="reply.intro" />}
      actions={
        <Link to="/$tongue/submissions/$id/survey/{-$section}" params={{ tongue, id }} className="button">
          <FormattedMessage id="submission.toSurvey" />
        </Link>
      }
    >
      <FaultNote error={read.error} retry={anew} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && !submission && (
        <Empty title={<FormattedMessage id="survey.missing" />} hint={<FormattedMessage id="survey.missingHint" />} />
      )}
      {submission && submission.draftedReply.length === 0 && (
        <Empty
          title={<FormattedMessage id={rights.readsWhole ? "reply.notAsked" : "reply.notWhole"} />}
          hint={<FormattedMessage id={rights.readsWhole ? "reply.notAskedHint" : "reply.notWholeHint"} />}
        />
      )}
      {submission && submission.draftedReply.length > 0 && (
        <Headings
          submission={submission}
          mayTake={rights.saves && isOpenToChange(submission.stage, submission.round.stage)}
          onTaken={anew}
        />
      )}
    </Page>
  );
}

interface HeadingsProps {
  submission: Submission;
  mayTake: boolean;
  onTaken: () => void;
}

function Headings({ submission, mayTake, onTaken }: HeadingsProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [taking, take] = useMutation(TakeUpReply);
  const [taken, setTaken] = useState<Taken | null>(null);
  const rows = submission.draftedReply.map((drafted) => ({ drafted, ...placed(drafted, submission.answers) }));
  const open = rows.filter(({ place }) => place === "free" || place === "beside");
  const wanted = open.map(({ drafted }) => drafted.questionCode).filter((code) => chosen.has(code));

  function choose(code: string, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(code);
    else next.delete(code);
    setChosen(next);
  }
  async function act() {
    setTaken(null);
    const { data } = await take({ input: { submission: submission.id, questions: wanted } });
    if (!data) return;
    setTaken(data.takeUpReply);
    setChosen(new Set());
    onTaken();
  }

  return (
    <>
      {rows.map((row) => (
        <HeadingView
          key={row.drafted.questionCode}
          {...row}
          submission={submission.id}
          isChosen={chosen.has(row.drafted.questionCode)}
          onChoose={mayTake ? (isChosen) => choose(row.drafted.questionCode, isChosen) : undefined}
        />
      ))}
      <section className={styles.act} aria-labelledby="take-up">
        <h2 id="take-up">
          <FormattedMessage id="reply.takeUp" />
        </h2>
        <div role="status">{taken && <WhatBecame taken={taken} submission={submission} />}</div>
        <FaultNote error={taking.error} title={<FormattedMessage id="reply.notTaken" />} />
        {!mayTake && (
          <p>
            <FormattedMessage id="reply.mayNot" />
          </p>
        )}
        {mayTake && open.length === 0 && (
          <p className="muted">
            <FormattedMessage id="reply.nothingOpen" />
          </p>
        )}
        {mayTake && open.length > 0 && (
          <>
            <p>
              <FormattedMessage id="reply.takeUpMeans" />
            </p>
            <Button
              data-variant="primary"
              isDisabled={wanted.length === 0}
              isPending={taking.fetching}
              onPress={() => void act()}
            >
              <FormattedMessage id="reply.takeUpThese" values={{ count: wanted.length }} />
            </Button>
          </>
        )}
      </section>
    </>
  );
}

/** What became of the texts that were taken up, with where to go on. */
function WhatBecame({ taken: { stored, offered }, submission }: { taken: Taken; submission: Submission }) {
  const tongue = useTongue();
  const headingOf = (code: string) =>
    submission.draftedReply.find(({ questionCode }) => questionCode === code)?.heading?.title;
  const list = (codes: readonly string[]) => (
    <ul>
      {codes.map((code) => (
        <li key={code}>
          <Link
            to="/$tongue/submissions/$id/survey/{-$section}"
            params={{ tongue, id: submission.id, section: sectionOf(code) }}
            hash={code}
          >
            <Localised text={headingOf(code)} isPlain />
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles.became}>
      {stored.length > 0 && (
        <>
          <p>
            <FormattedMessage id="reply.stored" values={{ count: stored.length }} />
          </p>
          {list(stored)}
        </>
      )}
      {offered.length > 0 && (
        <>
          <p>
            <FormattedMessage id="reply.offered" values={{ count: offered.length }} />
          </p>
          {list(offered)}
        </>
      )}
      {stored.length + offered.length === 0 && (
        <p>
          <FormattedMessage id="reply.thereAlready" />
        </p>
      )}
    </div>
  );
}
