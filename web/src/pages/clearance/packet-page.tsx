import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { isOpenToChange } from "../submissions/rights";
import { STAGES } from "../submissions/words";
import { MyDuties } from "../comments/my-duties";
import { TeamOf } from "./documents";
import { dutiesOf } from "./duties";
import { itemsOf } from "./packet";
import { PacketItem } from "./packet-item";
import { PacketOf, PacketSources } from "./packet-query";
import styles from "./packet.module.css";
import { BackWords } from "./section-note";
import { Assigned } from "./section-table";
import { Signing } from "./signing";
import { backBecause } from "./standing";
import { Status } from "./status";
import { History, Steps } from "./steps";

const CommentsPanel = lazy(async () => ({ default: (await import("../comments/panel")).CommentsPanel }));

/** A section as those read it who sign it: on the screen with the signature below, and on paper. */
export function PacketPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id, section: code } = useParams({ from: "/$tongue/submissions/$id/sections/$section" });
  const [read, again] = useQuery({
    query: PacketOf,
    variables: { id, section: code },
    requestPolicy: "cache-and-network",
  });
  const [beside, besideAgain] = useQuery({
    query: PacketSources,
    variables: { id, section: code },
    requestPolicy: "cache-and-network",
  });
  const [own] = useQuery({ query: MyDuties });
  const submission = read.data?.submission;
  const sources = beside.data?.submission?.section;
  const packet = submission?.section;
  const state = submission?.state?.code ?? "";
  const [team] = useQuery({ query: TeamOf, variables: { state }, pause: state === "" });
  const [talked, setTalked] = useState<string | null>(null);
  const [now] = useState(() => new Date().toISOString());
  const anew = () => {
    again({ requestPolicy: "network-only" });
    besideAgain({ requestPolicy: "network-only" });
  };
  const title = formatMessage({ id: "clearance.packet" });

  if (!submission || !packet || !packet.isReadable || !sources) {
    return (
      <Page title={title}>
        <FaultNote error={read.error ?? beside.error} retry={anew} />
        {(read.fetching || beside.fetching) && <Waiting />}
        {read.data && !packet?.isReadable && (
          <Empty
            title={<FormattedMessage id="clearance.noPacket" />}
            hint={<FormattedMessage id="clearance.noPacketHint" />}
          />
        )}
      </Page>
    );
  }

  const duties = dutiesOf(own.data?.viewer, state);
  const isOpen = isOpenToChange(submission.stage, submission.round.stage);
  const items = itemsOf(packet, sources);
  const { clearance } = packet;
  const people = team.data?.team ?? [];
  const ministries = team.data?.ministries ?? [];
  const back = backBecause(clearance.status, clearance.history);
  const shown = items.find(({ question }) => question.code === talked);
  const params = { tongue, id: submission.id };
  const close = () => {
    const trigger = talked === null ? null : document.getElementById(`talk-${talked}`);
    setTalked(null);
    trigger?.focus();
  };
  return (
    <div className={styles.packet}>
      <div className={styles.running} aria-hidden="true">
        <span>
          <Localised text={submission.state?.name} isPlain /> · <Localised text={submission.round.title} isPlain />
        </span>
        <span>
          <Localised text={sources.section?.title} isPlain /> ({code})
        </span>
        <strong>
          <FormattedMessage id="clearance.draftMark" />
        </strong>
      </div>
      <Page
        title={`${sources.section?.title?.content ?? code}: ${title}`}
        heading={<Localised text={sources.section?.title} isPlain />}
        above={
          <p className={styles.above}>
            <Localised text={submission.state?.name} isPlain /> · <Localised text={submission.round.title} isPlain />
            {" · "}
            <FormattedMessage id={STAGES[submission.stage]} />
          </p>
        }
        intro={
          <>
            <p>
              <strong className={styles.draft}>
                <FormattedMessage id="clearance.draftMark" />
              </strong>{" "}
              <FormattedMessage id="clearance.packetIntro" />
            </p>
            <p className={styles.asOf}>
              <Localised text={submission.edition.title} isPlain /> · <code>{code}</code> ·{" "}
              <FormattedMessage id="clearance.asOf" values={{ at: <Instant key="at" at={now} /> }} />
            </p>
          </>
        }
        actions={
          <>
            <Button onPress={() => window.print()}>
              <FormattedMessage id="clearance.print" />
            </Button>
            <Link to="/$tongue/submissions/$id/sections" params={params} className="button">
              <FormattedMessage id="clearance.allSections" />
            </Link>
            <Link
              to="/$tongue/submissions/$id/survey/{-$section}"
              params={{ ...params, section: code }}
              className="button"
            >
              <FormattedMessage id="clearance.inSurvey" />
            </Link>
          </>
        }
      >
        <FaultNote error={read.error} retry={anew} />
        <section aria-labelledby="standing" className={styles.part}>
          <h2 id="standing">
            <FormattedMessage id="clearance.clearance" />
          </h2>
          <dl className={styles.facts}>
            <div>
              <dt>
                <FormattedMessage id="clearance.standing" />
              </dt>
              <dd>
                <Status status={clearance.status} />
              </dd>
            </div>
            <div>
              <dt>
                <FormattedMessage id="clearance.givenTo" />
              </dt>
              <dd>
                <Assigned row={packet} team={people} ministries={ministries} />
              </dd>
            </div>
            {packet.completeness && (
              <div>
                <dt>
                  <FormattedMessage id="clearance.progress" />
                </dt>
                <dd>
                  <FormattedMessage
                    id="clearance.answered"
                    values={{ answered: packet.completeness.answered, asked: packet.completeness.enabled }}
                  />
                </dd>
              </div>
            )}
            {clearance.sentAt && (
              <div>
                <dt>
                  <FormattedMessage id="clearance.sentAt" values={{ turn: clearance.turn }} />
                </dt>
                <dd>
                  <Instant at={clearance.sentAt} />
                </dd>
              </div>
            )}
          </dl>
          {back && <BackWords act={back} />}
          {packet.unmergedCount > 0 && (
            <p className="notice">
              <FormattedMessage id="clearance.unmerged" values={{ count: packet.unmergedCount }} />
            </p>
          )}
          {clearance.steps.length > 0 && (
            <Steps
              submission={submission.id}
              section={code}
              clearance={clearance}
              team={people}
              mayName={duties.leads && isOpen}
              onChange={anew}
            />
          )}
        </section>
        <section aria-labelledby="answers" className={styles.part}>
          <h2 id="answers">
            <FormattedMessage id="clearance.answers" />
          </h2>
          {submission.edition.kind === "FURTHER_PROVISIONS" && (
            <p className="notice">
              <FormattedMessage id="survey.noEndorsement" />
            </p>
          )}
          {items.length === 0 && <Empty title={<FormattedMessage id="survey.nothingAsked" />} />}
          {items.map((item) => (
            <PacketItem key={item.question.code} item={item} onTalk={() => setTalked(item.question.code)} />
          ))}
        </section>
        <section aria-labelledby="history" className={styles.part}>
          <h2 id="history">
            <FormattedMessage id="clearance.history" />
          </h2>
          <History events={clearance.history} />
        </section>
        <Signing
          key={`${clearance.turn} ${clearance.status}`}
          submission={submission.id}
          section={code}
          account={duties.account}
          clearance={clearance}
          fourEyes={submission.fourEyes}
          onChange={anew}
        />
      </Page>
      {shown && (
        <Suspense>
          <CommentsPanel
            key={shown.question.code}
            submission={submission.id}
            section={code}
            question={shown.question.code}
            prompt={<Localised text={shown.question.prompt} isPlain />}
            state={state}
            account={duties.account}
            onClose={close}
          />
        </Suspense>
      )}
    </div>
  );
}
