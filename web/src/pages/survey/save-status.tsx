import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useSyncExternalStore } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, FormattedTime } from "react-intl";

import { useTongue } from "../../widgets";
import { useSummary, useSurvey } from "./context";
import { TroubleWords } from "./question-status";
import styles from "./save-status.module.css";

// There before it is needed: what asks for it has no connection then.
const Note = lazy(async () => ({ default: (await import("../../app/offline/note")).Note }));

/** The state of saving for the whole file. Screen readers are told when it changes its kind, not at every keystroke. */
export function SaveStatus({ keptAt }: { keptAt: number | null }) {
  const { form, file } = useSurvey();
  const tongue = useTongue();
  const summary = useSummary();
  const isKept = useSyncExternalStore(file.on("kept"), file.isKept);
  const { unsaved, conflicts, refused, trouble, savedAt } = summary;
  const waits = [...conflicts, ...refused];
  const isTroubled = trouble !== null && unsaved > 0;
  const first = waits.map((code) => form.questions.get(code)).find((question) => question !== undefined);

  const news = isTroubled ? (
    <>
      <FormattedMessage id="survey.unsavedCount" values={{ count: unsaved }} /> <TroubleWords trouble={trouble} />
    </>
  ) : conflicts.length > 0 ? (
    <FormattedMessage id="survey.conflictCount" values={{ count: conflicts.length }} />
  ) : refused.length > 0 ? (
    <FormattedMessage id="survey.refusedCount" values={{ count: refused.length }} />
  ) : unsaved === 0 && savedAt !== null ? (
    <FormattedMessage id="survey.allSaved" />
  ) : null;
  // While a save is under way, what was said last still stands: nobody wants to hear of every pause in typing.
  const told = useRef(news);
  if (news !== null || unsaved === 0) told.current = news;

  return (
    <>
      <div className={styles.bar} data-troubled={isTroubled || waits.length > 0 || undefined}>
        {/* The place for news is there before the news, as screen readers want it; without any it takes no room. */}
        <div role="status" className={news === null ? "unseen" : undefined}>
          {news ?? told.current}
        </div>
        {news === null && unsaved > 0 && (
          <span aria-hidden="true">
            <FormattedMessage id="survey.saving" />
          </span>
        )}
        {news === null && unsaved === 0 && (
          <span className="muted">
            <FormattedMessage id="survey.savesByItself" />
          </span>
        )}
        {!isTroubled && waits.length === 0 && unsaved === 0 && savedAt !== null && (
          <span className="muted">
            <FormattedTime value={savedAt} />
          </span>
        )}
        {isTroubled && trouble.kind === "signedOut" && (
          <Link to="/$tongue/sign-in" params={{ tongue }} search={{ next: location.pathname }}>
            <FormattedMessage id="survey.signIn" />
          </Link>
        )}
        {isTroubled && trouble.kind !== "signedOut" && (
          <Button data-variant="quiet" onPress={file.tryAgain}>
            <FormattedMessage id="survey.tryNow" />
          </Button>
        )}
        {!isTroubled && first && (
          <Link
            to="/$tongue/submissions/$id/survey/{-$section}"
            params={{ tongue, id: file.id, section: first.section }}
            hash={first.code}
          >
            <FormattedMessage id="survey.goThere" />
          </Link>
        )}
      </div>
      {(isTroubled || keptAt !== null || !isKept) && (
        <Suspense>
          <div className={styles.note}>
            <Note since={isTroubled ? summary.since : null} keptAt={keptAt} isKept={isKept} />
          </div>
        </Suspense>
      )}
    </>
  );
}
