import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { PLAIN } from "../../app/plain";
import type { DraftToEditQuery } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Words } from "../../widgets/words";
import { useLanguageName } from "../provisions/wording";
import { AskedModules } from "../questionnaires/modules";
import { Difference } from "./difference";
import { DraftToEdit } from "./documents";
import style from "./editor.module.css";
import { Ending } from "./ending";
import { Faults } from "./faults";
import { placeOf, VIEWS } from "./place";
import { Simulation } from "./simulation";
import { Behind, TakingOver } from "./taking-over";
import { STAGES, TABS } from "./words";
import { Writing } from "./writing";

// It is answered with the fields of the survey, which nothing else here needs.
const Trial = lazy(async () => ({ default: (await import("./trial")).Trial }));

const route = getRouteApi("/$tongue/editor/$draft");

export type Draft = NonNullable<DraftToEditQuery["editionDraft"]>;
export type Shown = NonNullable<Draft["preview"]>;

/** The draft of an edition: its places to be written, what it would look like and mean, and how it ends. */
export function DraftPage() {
  return (
    <Words of="editor">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { draft: id } = route.useParams();
  const [{ data, error }, again] = useQuery({ query: DraftToEdit, variables: { id }, context: PLAIN });
  const [{ data: who }] = useQuery({ query: WhoAmI });
  const account = who?.viewer?.account.id;
  // Where a session ends while somebody writes, what they write stays on the page.
  const [seen, setSeen] = useState<Draft | null>(null);
  const read = data?.editionDraft ?? null;
  if (read && read !== seen) setSeen(read);
  const draft = read ?? (seen?.id === id ? seen : null);
  const refresh = () => again({ requestPolicy: "network-only" });
  return (
    <Page
      title={draft?.title?.content ?? draft?.code ?? formatMessage({ id: "editor.title" })}
      heading={draft?.title && <Localised text={draft.title} isPlain={!draft.title.isFallback} />}
      actions={draft?.preview && <DocumentButton documents={[{ is: "drafted", draft: draft.id }]} />}
      above={
        <p className="small">
          <Link to="/$tongue/editor" params={{ tongue }}>
            <FormattedMessage id="editor.title" />
          </Link>
        </p>
      }
    >
      <FaultNote error={error} retry={refresh} />
      {!data && !error && !draft && <Waiting />}
      {data && !draft && (
        <Empty title={<FormattedMessage id="editor.unknown" />} hint={<FormattedMessage id="editor.notForYouHint" />} />
      )}
      {draft && (
        <>
          <Facts draft={draft} />
          <Behind draft={draft} />
          <Tabs isBehind={draft.newer !== null} />
          {account !== undefined && <Chosen key={account} account={account} draft={draft} onChanged={refresh} />}
        </>
      )}
    </Page>
  );
}

function Facts({ draft }: { draft: Draft }) {
  const languageName = useLanguageName();
  const tongue = useTongue();
  const { code, stage, revision, changedAt, base, edition, sourceLanguage, preview } = draft;
  return (
    <>
      <p>
        <code dir="ltr">{code}</code> · <strong>{<FormattedMessage id={STAGES[stage]} />}</strong>
        {preview && (
          <>
            {" · "}
            <FormattedMessage id="questionnaire.questions" values={{ count: preview.questionCount }} />
          </>
        )}
      </p>
      <p className="muted small">
        <FormattedMessage id="editor.revision" values={{ revision, at: <Instant key="at" at={changedAt} /> }} />
        {" · "}
        <FormattedMessage id="editor.sourceIs" values={{ language: languageName(sourceLanguage) }} />
        {base && (
          <>
            {" · "}
            <FormattedMessage
              id="editor.continues"
              values={{
                edition: (
                  <Link key="base" to="/$tongue/questionnaires/$edition" params={{ tongue, edition: base.code }}>
                    <code dir="ltr">{base.code}</code>
                  </Link>
                ),
              }}
            />
          </>
        )}
      </p>
      {edition && (
        <p>
          <Link to="/$tongue/questionnaires/$edition" params={{ tongue, edition: edition.code }}>
            <FormattedMessage id="editor.seeEdition" />
          </Link>
        </p>
      )}
    </>
  );
}

function Tabs({ isBehind }: { isBehind: boolean }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { draft } = route.useParams();
  const { view = "write", at } = route.useSearch();
  return (
    <nav className={style.tabs} aria-label={formatMessage({ id: "editor.views" })}>
      {VIEWS.filter((one) => one !== "newer" || isBehind).map((one) => (
        <Link
          key={one}
          to="/$tongue/editor/$draft"
          params={{ tongue, draft }}
          search={{ ...(one !== "write" && { view: one }), ...(at !== undefined && { at }) }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={one === view ? "page" : undefined}
        >
          <FormattedMessage id={TABS[one]} />
        </Link>
      ))}
    </nav>
  );
}

interface ChosenProps {
  account: string;
  draft: Draft;
  onChanged: () => void;
}

function Chosen({ account, draft, onChanged }: ChosenProps) {
  const { view = "write", at } = route.useSearch();
  const { preview, id, revision } = draft;
  switch (view) {
    case "write":
      return (
        <>
          {draft.stage === "DRAFTED" && <Faults draft={id} faults={draft.faults} gaps={draft.wordingGaps} />}
          {preview ? (
            <Writing
              account={account}
              draft={draft}
              shown={preview}
              place={placeOf(at) ?? { sort: "edition", code: "" }}
              onChanged={onChanged}
            />
          ) : (
            <Unshown />
          )}
        </>
      );
    case "preview":
      return preview ? <Preview shown={preview} /> : <Unshown />;
    case "trial":
      return preview ? (
        <Suspense fallback={<Waiting />}>
          <Trial
            key={id}
            account={account}
            draft={draft}
            shown={preview}
            place={placeOf(at) ?? { sort: "edition", code: "" }}
            onChanged={onChanged}
          />
        </Suspense>
      ) : (
        <Unshown />
      );
    case "changes":
      return <Difference key={revision} id={id} />;
    case "answers":
      return <Simulation key={revision} id={id} />;
    case "newer":
      return <TakingOver key={revision} draft={draft} onChanged={onChanged} />;
    case "end":
      return <Ending draft={draft} onChanged={onChanged} />;
  }
}

function Unshown() {
  return (
    <Empty title={<FormattedMessage id="editor.notShown" />} hint={<FormattedMessage id="editor.notShownHint" />} />
  );
}

function Preview({ shown }: { shown: Shown }) {
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="editor.previewIntro" />
      </p>
      <Localised text={shown.intro} as="p" className={style.note} />
      <p className={style.acts}>
        <Button onPress={() => setUnfolded(!isUnfolded)}>
          <FormattedMessage id={isUnfolded ? "questionnaire.fold" : "questionnaire.unfold"} />
        </Button>
      </p>
      <AskedModules edition={shown} isUnfolded={isUnfolded} />
    </>
  );
}
