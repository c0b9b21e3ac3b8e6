import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";

import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { Due } from "../submissions/due";
import { type Part, sourcesOf } from "./carried";
import type { Confirming } from "./confirming";
import { UpdateContext, useConfirmed, useUpdate } from "./context";
import { Left } from "./left";
import { type Loaded, type Ready, useLoaded } from "./load";
import { PartView } from "./part-view";
import { Progress } from "./progress";
import { Since } from "./since";
import { Unfolding } from "./unfolding";
import styles from "./update.module.css";

const NeedsConnection = lazy(async () => ({
  default: (await import("../../app/offline/needs-connection")).NeedsConnection,
}));

/** What was carried into a working file, to be confirmed section by section. */
export function UpdatePage() {
  const { id } = useParams({ from: "/$tongue/submissions/$id/update" });
  // The words and the file are asked for at the same time.
  const loaded = useLoaded(id);
  useLateReady();
  if (loaded.is === "away") {
    return (
      <Suspense>
        <NeedsConnection />
      </Suspense>
    );
  }
  return (
    <Words of="update">
      <Framed id={id} loaded={loaded} />
    </Words>
  );
}

function Framed({ id, loaded }: { id: string; loaded: Loaded }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const file = loaded.is === "ready" ? loaded.file : null;
  const title = formatMessage({ id: "update.title" });
  return (
    <Page
      title={[file?.state?.name?.content, title].filter(Boolean).join(": ")}
      heading={title}
      above={
        file && (
          <p className="muted">
            <Localised text={file.state?.name} isPlain /> · <Localised text={file.round.title} isPlain />
          </p>
        )
      }
      intro={<FormattedMessage id="update.intro" />}
      actions={
        <Link
          preload={false}
          to="/$tongue/submissions/$id/survey/{-$section}"
          params={{ tongue, id }}
          className="button"
        >
          <FormattedMessage id="submission.toSurvey" />
        </Link>
      }
    >
      {loaded.is === "waiting" && <Waiting />}
      {loaded.is === "fault" && <FaultNote error={loaded.error} retry={loaded.retry} />}
      {loaded.is === "missing" && (
        <Empty title={<FormattedMessage id="survey.missing" />} hint={<FormattedMessage id="survey.missingHint" />} />
      )}
      {loaded.is === "ready" && <Carried {...loaded} />}
    </Page>
  );
}

function Carried({ file, parts, isAskedAgain, since, confirming, rights, mayConfirm, now, keptAt }: Ready) {
  useLeaving(confirming);
  const carried = parts.filter((part) => part.carried > 0);
  const others = parts.filter((part) => part.carried === 0);
  return (
    <UpdateContext value={{ id: file.id, confirming, mayConfirm, keptAt, now }}>
      {keptAt !== null && (
        <p role="status" className="notice">
          <FormattedMessage
            id="update.kept"
            values={{ time: <FormattedDate key="time" value={keptAt} dateStyle="medium" timeStyle="short" /> }}
          />
        </p>
      )}
      <Facts file={file} parts={parts} isAskedAgain={isAskedAgain} since={since} />
      {carried.length === 0 ? (
        <Empty title={<FormattedMessage id="update.nothing" />} hint={<FormattedMessage id="update.nothingHint" />} />
      ) : (
        <>
          {file.edition.kind === "FURTHER_PROVISIONS" && (
            <p className="notice">
              <FormattedMessage id="survey.noEndorsement" />
            </p>
          )}
          {!mayConfirm && (
            <p className="notice">
              <FormattedMessage id="update.readOnly" />
            </p>
          )}
          <Progress parts={carried} />
          {carried.map((part) => (
            <PartView key={part.code} part={part} />
          ))}
        </>
      )}
      <Others parts={others} />
      <Left file={file} parts={carried} rights={rights} />
    </UpdateContext>
  );
}

/** After so long whoever reads this page is not in a hurry. */
const LATE = 120_000;

/**
 * Has what is needed without a connection on the device, as the survey does, for those who did not open that: late, and on a
 * slow connection not at all, because an update is to cost little.
 */
function useLateReady() {
  const tongue = useTongue();
  useEffect(() => {
    const timer = setTimeout(() => {
      const { saveData = false, effectiveType = "4g" } =
        (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection ?? {};
      if (saveData || effectiveType !== "4g") return;
      void import("../../app/offline/ready").then(({ ready }) => ready(tongue)).catch(() => undefined);
    }, LATE);
    return () => clearTimeout(timer);
  }, [tongue]);
}

/** What was said to hold still goes out before its reader does. */
function useLeaving(confirming: Confirming) {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (!confirming.isUnsent) return;
      confirming.hurry();
      event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === "hidden") confirming.hurry();
    };
    addEventListener("beforeunload", leave);
    addEventListener("online", confirming.tryAgain);
    document.addEventListener("visibilitychange", hide);
    return () => {
      removeEventListener("beforeunload", leave);
      removeEventListener("online", confirming.tryAgain);
      document.removeEventListener("visibilitychange", hide);
      confirming.hurry();
    };
  }, [confirming]);
}

/** What is due, where the answers come from, and what became of the questions. */
function Facts({ file, parts, isAskedAgain, since }: Pick<Ready, "file" | "parts" | "isAskedAgain" | "since">) {
  const tongue = useTongue();
  const sources = sourcesOf(parts.flatMap(({ items }) => items));
  return (
    <dl className={styles.facts}>
      <div>
        <dt>
          <FormattedMessage id="update.due" />
        </dt>
        <dd>
          <Due round={file.round} />
        </dd>
      </div>
      {sources.length > 0 && (
        <div>
          <dt>
            <FormattedMessage id="update.from" />
          </dt>
          {sources.map(({ source, count }) => (
            <dd key={`${source.round} ${source.filedAt}`}>
              <FormattedMessage id="update.answers" values={{ count }} /> · <Since source={source} />
            </dd>
          ))}
        </div>
      )}
      {isAskedAgain && (
        <div>
          <dt>
            <FormattedMessage id="update.editionSince" />
          </dt>
          <dd>
            {since === null ? (
              <FormattedMessage id="update.sameEdition" />
            ) : (
              <>
                <FormattedMessage id="update.otherEdition" values={numbersOf(since)} />{" "}
                <Link
                  preload={false}
                  to="/$tongue/differences/editions"
                  params={{ tongue }}
                  search={{ before: since.edition, after: file.edition.code }}
                >
                  <FormattedMessage id="difference.editions" />
                </Link>
              </>
            )}
          </dd>
          {file.retiredAnswers.length > 0 && (
            <dd>
              <FormattedMessage id="update.retired" values={{ count: file.retiredAnswers.length }} />
            </dd>
          )}
        </div>
      )}
    </dl>
  );
}

function numbersOf({ changes }: NonNullable<Ready["since"]>) {
  const count = (...kinds: string[]) => changes.filter(({ kind }) => kinds.includes(kind)).length;
  return { changed: count("CHANGED", "MOVED"), added: count("ADDED"), removed: count("REMOVED") };
}

/** Sections that are asked and that nothing was carried into: they are in the survey. */
function Others({ parts: all }: { parts: readonly Part[] }) {
  const tongue = useTongue();
  const { id } = useUpdate();
  const { state } = useConfirmed();
  const asked = new Set(state.sections.flatMap(({ section, isEnabled }) => (isEnabled ? [section?.code] : [])));
  const parts = all.filter(({ code }) => asked.has(code));
  if (parts.length === 0) return null;
  return (
    <Unfolding title={<FormattedMessage id="update.nothingHere" values={{ count: parts.length }} />}>
      <ul>
        {parts.map(({ code, title }) => (
          <li key={code}>
            <Link
              preload={false}
              to="/$tongue/submissions/$id/survey/{-$section}"
              params={{ tongue, id, section: code }}
            >
              <Localised text={title} isPlain />
            </Link>
          </li>
        ))}
      </ul>
    </Unfolding>
  );
}
