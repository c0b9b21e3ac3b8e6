import { Link, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { PreviewQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Uncleared } from "../clearance/uncleared";
import { STAGES } from "../submissions/words";
import { SurveyContext, useSurvey } from "../survey/context";
import { type FileHead, useLoaded } from "../survey/load";
import { FileSharing } from "../survey/sharing";
import { documentsOf, NotReady } from "../survey/survey";
import { Answers } from "./answers";
import { Behind } from "./behind";
import { Choices } from "./choices";
import { Preview } from "./documents";
import { FilePanel } from "./file-panel";
import styles from "./review.module.css";
import { Standing } from "./standing";

export type Reviewed = NonNullable<PreviewQuery["submission"]>;

/** What would be filed now, and filing it. */
export function ReviewPage() {
  const { formatMessage } = useIntl();
  const { id } = useParams({ from: "/$tongue/submissions/$id/review" });
  const loaded = useLoaded(id);
  if (loaded.is !== "ready") {
    return (
      <Page title={formatMessage({ id: "submission.review" })}>
        <NotReady loaded={loaded} />
      </Page>
    );
  }
  return (
    <SurveyContext value={loaded.survey}>
      <Ready head={loaded.head} reload={loaded.reload} />
    </SurveyContext>
  );
}

interface ReadyProps {
  head: FileHead;
  /** Reads the file anew, where its stage has changed. */
  reload: () => void;
}

function Ready({ head, reload }: ReadyProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const client = useClient();
  const { file, form, rights, isOpen } = useSurvey();
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const [isSettled, setSettled] = useState(true);

  // What is still being saved is waited for: a review of less than what somebody typed would mislead.
  const look = useCallback(async () => {
    setSettled(await file.settled());
    const read = await client.query(Preview, { id: file.id }, { requestPolicy: "network-only" }).toPromise();
    setError(read.error);
    setReviewed(read.data?.submission ?? null);
  }, [client, file]);
  const { stage } = head;
  useEffect(() => {
    void look();
    // Who reads what is set on this page too, and what would be filed with it.
    return file.on("fields")(() => void look());
    // oxlint-disable-next-line exhaustive-deps
  }, [file, look, stage]);

  const preview = reviewed?.preview;
  return (
    <Page
      title={formatMessage({ id: "submission.review" })}
      above={
        <p className={styles.above}>
          <Localised text={head.state?.name} isPlain /> · <Localised text={head.round.title} isPlain />
          {reviewed && (
            <>
              {" · "}
              <FormattedMessage id={STAGES[reviewed.stage]} />
            </>
          )}
        </p>
      }
      intro={isOpen && <FormattedMessage id="submission.reviewIntro" />}
      actions={
        <>
          {isOpen && rights.readsWhole && (
            <Link to="/$tongue/submissions/$id/changes" params={{ tongue, id: head.id }} className="button">
              <FormattedMessage id="difference.draft" />
            </Link>
          )}
          <Link to="/$tongue/submissions/$id/survey/{-$section}" params={{ tongue, id: head.id }} className="button">
            <FormattedMessage id="submission.toSurvey" />
          </Link>
          {rights.amends && (
            <Link to="/$tongue/submissions/$id/package" params={{ tongue, id: head.id }} search={{}} className="button">
              <FormattedMessage id="submission.ofHome" />
            </Link>
          )}
          <DocumentButton documents={documentsOf(head)} />
        </>
      }
    >
      {!isSettled && (
        <p className="notice" role="status">
          <FormattedMessage id="submission.notSettled" />
        </p>
      )}
      <FaultNote error={error} retry={() => void look()} />
      {reviewed === null && !error && <Waiting />}
      {reviewed && <Standing reviewed={reviewed} round={head.round.stage} onChange={reload} />}
      {reviewed && !preview && (
        <Empty
          title={<FormattedMessage id="submission.noPreview" />}
          hint={<FormattedMessage id="submission.noPreviewHint" />}
        />
      )}
      {reviewed && preview && isOpen && (
        <>
          <Uncleared sections={reviewed.uncleared} />
          <FileSharing />
          <dl className={styles.numbers}>
            <Number id="submission.wouldBeFiled" value={preview.answerCount} />
            <Number id="submission.everybodyReads" value={preview.publicCount} />
            <Number id="submission.countedOnly" value={preview.countedCount} />
            <Number
              id="submission.staysBehind"
              value={preview.keptOut.length + preview.hidden.length + preview.unconfirmed.length}
            />
          </dl>
          <p>
            <FormattedMessage id={preview.namesState ? "submission.namesState" : "submission.namesNoState"} />
          </p>
          <Choices reviewed={reviewed} />
          <Answers form={form} answers={preview.answers} />
          <Behind preview={preview} />
          <FilePanel
            reviewed={reviewed}
            preview={preview}
            mayFile={rights.files && isSettled && reviewed.uncleared.length === 0}
            onLook={look}
          />
        </>
      )}
    </Page>
  );
}

function Number({ id, value }: { id: "submission.wouldBeFiled" | NumberId; value: number }) {
  const { formatNumber } = useIntl();
  return (
    <div>
      <dt>
        <FormattedMessage id={id} />
      </dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  );
}
type NumberId = "submission.everybodyReads" | "submission.countedOnly" | "submission.staysBehind";
