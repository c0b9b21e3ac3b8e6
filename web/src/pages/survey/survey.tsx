import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import { useHasDocuments } from "../../app/offline/waiting";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Folded } from "../../widgets/folded";
import type { Printable } from "../../widgets/printing";
import { SurveyContext, useShape, useSurvey } from "./context";
import { enabledSections } from "./enablement";
import type { Form } from "./form";
import { type FileHead, type Loaded, useLoaded } from "./load";
import { isOpenToChange, type Rights } from "../submissions/rights";
import { Navigation } from "./navigation";
import { usePath } from "./path";
import { SaveStatus } from "./save-status";
import { SectionView } from "./section-view";
import { FileSharing } from "./sharing";
import styles from "./survey.module.css";
import { UnmergedList } from "./unmerged-list";
import { useHasColumns } from "./width";

const WaitingDocuments = lazy(async () => ({ default: (await import("./kept-documents")).WaitingDocuments }));
const NeedsConnection = lazy(async () => ({
  default: (await import("../../app/offline/needs-connection")).NeedsConnection,
}));

/** The form of a working file, one section at a time. */
export function SurveyPage() {
  const { formatMessage } = useIntl();
  const { id, section } = useParams({ from: "/$tongue/submissions/$id/survey/{-$section}" });
  const loaded = useLoaded(id, true);
  // Whose file it is, and in which survey, need not wait for the form.
  if (loaded.is === "ready" || loaded.is === "read") {
    return (
      <Frame head={loaded.head} rights={loaded.rights}>
        {loaded.is === "ready" ? (
          <SurveyContext value={loaded.survey}>
            <Ready head={loaded.head} wanted={section} keptAt={loaded.keptAt} />
          </SurveyContext>
        ) : (
          <Waiting />
        )}
      </Frame>
    );
  }
  if (loaded.is === "away") {
    return (
      <Suspense>
        <NeedsConnection />
      </Suspense>
    );
  }
  return (
    <Page title={formatMessage({ id: "survey.title" })}>
      <NotReady loaded={loaded} />
    </Page>
  );
}

/** What stands above the form. */
function Frame({ head, rights, children }: { head: FileHead; rights: Rights; children: ReactNode }) {
  const tongue = useTongue();
  const { formatMessage } = useIntl();
  const title = formatMessage({ id: "survey.title" });
  const unconfirmed = isOpenToChange(head.stage, head.round.stage)
    ? head.answers.filter(({ isConfirmed }) => !isConfirmed).length
    : 0;
  return (
    <div className={styles.survey}>
      <Page
        title={[head.state?.name?.content, title].filter(Boolean).join(": ")}
        heading={<Localised text={head.edition.title} isPlain />}
        above={
          <p className={styles.above}>
            <Localised text={head.state?.name} isPlain /> · <Localised text={head.round.title} isPlain />
          </p>
        }
        actions={
          <>
            {unconfirmed > 0 && (
              <Link to="/$tongue/submissions/$id/update" params={{ tongue, id: head.id }} className="button">
                <FormattedMessage id="submission.update" values={{ count: unconfirmed }} />
              </Link>
            )}
            {rights.readsWhole && (
              <Link to="/$tongue/submissions/$id/review" params={{ tongue, id: head.id }} className="button">
                <FormattedMessage id="survey.toReview" />
              </Link>
            )}
            <Link to="/$tongue/submissions/$id/pack" params={{ tongue, id: head.id }} className="button">
              <FormattedMessage id="survey.offline" />
            </Link>
            <DocumentButton documents={documentsOf(head)} />
          </>
        }
      >
        {children}
      </Page>
    </div>
  );
}

/** What can be printed of a working file: what it says now, and what it asks. */
export function documentsOf({ id, edition }: FileHead): Printable[] {
  return [
    { is: "draft", submission: id },
    { is: "form", edition: edition.code },
  ];
}

/** What stands where a file is not there, or not yet. */
export function NotReady({ loaded }: { loaded: Exclude<Loaded, { is: "ready" }> }) {
  const tongue = useTongue();
  switch (loaded.is) {
    case "waiting":
    case "read":
    case "away":
      return <Waiting />;
    case "fault":
      return <FaultNote error={loaded.error} retry={loaded.retry} />;
    case "missing":
      return (
        <Empty
          title={<FormattedMessage id="survey.missing" />}
          hint={<FormattedMessage id="survey.missingHint" />}
          action={
            <Link to="/$tongue/submissions" params={{ tongue }}>
              <FormattedMessage id="submission.title" />
            </Link>
          }
        />
      );
  }
}

/** Whether views are asked for under the headings of resolution 69/28: a reply to those can be drafted from other answers. */
function asksForHeadings({ kind, instruments }: Form): boolean {
  return kind === "VIEWS" && instruments.includes("A-RES-69-28");
}

interface ReadyProps {
  head: FileHead;
  wanted: string | undefined;
  /** When what is shown was read, where that is what this device kept. */
  keptAt: number | null;
}

function Ready({ head, wanted, keptAt }: ReadyProps) {
  const tongue = useTongue();
  const survey = useSurvey();
  const { form, isEditable, isOpen, rights } = survey;
  const { enabled } = useShape();
  const hasColumns = useHasColumns();
  const hasDocuments = useHasDocuments();
  const [path, onPath] = usePath(form);
  const seen = enabledSections(form, enabled).filter(({ code }) => survey.file.sees(code));
  const section = form.sections.find(({ code }) => code === wanted) ?? seen[0] ?? form.sections[0];

  // What is needed without a connection comes while there is one.
  useEffect(() => {
    const timer = setTimeout(
      () => void import("../../app/offline/ready").then(({ ready }) => ready(tongue)).catch(() => undefined),
      5_000,
    );
    return () => clearTimeout(timer);
  }, [tongue]);

  // Another section begins at its heading, after the page has done what it does on every change of address. The reader
  // who came by a link to a question is taken there by the section.
  const shown = useRef(section?.code);
  useEffect(() => {
    if (shown.current === section?.code) return;
    shown.current = section?.code;
    if (location.hash !== "") return;
    const frame = requestAnimationFrame(() => {
      const heading = document.getElementById("section");
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView();
    });
    return () => cancelAnimationFrame(frame);
  }, [section?.code]);

  const navigation = section && <Navigation current={section.code} path={path} onPath={onPath} />;
  return (
    <>
      {isEditable ? (
        <SaveStatus keptAt={keptAt} />
      ) : (
        <p className={styles.readOnly}>
          <FormattedMessage
            id={
              isOpen
                ? rights.files
                  ? "survey.readOnlyAuthority"
                  : "survey.readOnlyReader"
                : head.round.stage === "ARCHIVED"
                  ? "survey.readOnlyArchived"
                  : "survey.readOnlyFiled"
            }
          />
        </p>
      )}
      {form.kind === "FURTHER_PROVISIONS" && (
        <p className={styles.readOnly}>
          <FormattedMessage id="survey.noEndorsement" />
        </p>
      )}
      {asksForHeadings(form) && rights.readsWhole && isOpen && (
        <p>
          <Link to="/$tongue/submissions/$id/reply" params={{ tongue, id: head.id }}>
            <FormattedMessage id="survey.draftReply" />
          </Link>
        </p>
      )}
      {hasDocuments && (
        <Suspense>
          <WaitingDocuments />
        </Suspense>
      )}
      <UnmergedList />
      <FileSharing />
      <div className={styles.columns}>
        {hasColumns ? (
          navigation
        ) : (
          <Folded key={`to ${section?.code}`} className={styles.fold} title={<FormattedMessage id="survey.sections" />}>
            {navigation}
          </Folded>
        )}
        {section && <SectionView key={section.code} section={section} path={path} onPath={onPath} />}
      </div>
    </>
  );
}
