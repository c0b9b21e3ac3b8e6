import { lazy, Suspense, useCallback, useDeferredValue, useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useQuery } from "urql";

import type { Adoption, CoverageOfRoundQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { useIsOfficer } from "../reports/officer";
import { ByProvision } from "./by-provision";
import { Cite } from "./cite";
import { blocksOf } from "./figures";
import { CoverageByGroup, CoverageByQuestion, CoverageOfRound } from "./figures-query";
import { useGroupNames } from "./group-names";
import type { QuestionRow } from "./matrix";
import { AsOfNote } from "./keep";
import { RoundFacts } from "./round-facts";
import { TileMap } from "./tile-map";
import type { View } from "./view";
import style from "./round.module.css";

// What is behind a cell opens over the page, which is read without it first.
const Partition = lazy(async () => ({ default: (await import("./partition")).Partition }));

const route = getRouteApi("/$tongue/coverage/$round");

/** The figures of a round: by provision and group, and State by State. */
export function RoundPage() {
  const { formatMessage } = useIntl();
  const { round } = route.useParams();
  const view = route.useSearch();
  const asOf = view.asOf ?? null;
  const [{ data, error, fetching }, askAgain] = useQuery({ query: CoverageOfRound, variables: { round, asOf } });
  if (data?.round) return <Loaded data={data} round={data.round} key={round} />;
  return (
    <Page title={formatMessage({ id: "coverage.title" })}>
      {fetching && <Waiting />}
      {error && <FaultNote error={error} retry={() => askAgain({ requestPolicy: "network-only" })} />}
      {!fetching && !error && (
        <Empty
          title={formatMessage({ id: "coverage.unknown" }, { round })}
          hint={formatMessage({ id: "coverage.unknownHint" })}
          action={<AllRounds />}
        />
      )}
    </Page>
  );
}

function AllRounds() {
  const tongue = useTongue();
  return (
    <Link to="/$tongue/coverage" params={{ tongue }}>
      <FormattedMessage id="coverage.allRounds" />
    </Link>
  );
}

type Round = NonNullable<CoverageOfRoundQuery["round"]>;

function Loaded({ data: world, round }: { data: CoverageOfRoundQuery; round: Round }) {
  const { formatMessage } = useIntl();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const { coverage } = world;
  const title = round.title?.content ?? round.key;
  const change = useCallback(
    (next: View) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );

  const leads = coverage?.provisions.flatMap(({ row }) => (row ? [row.questionCode] : [])) ?? [];
  const hasLeads = leads.length > 0;
  // Both read at the position of the first answer, so that a filing in between mixes no two moments.
  const asOf = coverage?.asOf ?? null;
  const [byQuestion, askQuestions] = useQuery({
    query: CoverageByQuestion,
    variables: { round: round.key, asOf },
    pause: asOf === null || hasLeads,
  });
  const [byGroup, askGroups] = useQuery({
    query: CoverageByGroup,
    variables: { round: round.key, asOf, questions: hasLeads ? leads : null },
    pause: asOf === null,
  });
  const data = useMemo(() => ({ ...world, byGroup: byGroup.data?.coverageByGroup ?? null }), [world, byGroup.data]);
  // Hundreds of cells are rendered in pieces, after what stands above them; and once, with all of their columns.
  const hasColumns = byGroup.data !== undefined || byGroup.error !== undefined;
  const figures = useDeferredValue(hasColumns ? data : null, null);
  const names = useGroupNames(data, round.key);
  const rows = byQuestion.data?.coverage?.rows ?? [];
  // A list shows words alone: what became of a text that was not agreed stands behind its provision.
  const badge = (adoption: Adoption) =>
    adoption === "DRAFT" || adoption === "CIRCULATED"
      ? ` (${formatMessage({ id: adoption === "DRAFT" ? "shell.adoption.draft" : "shell.adoption.circulated" })})`
      : "";
  const questions = hasLeads
    ? blocksOf(coverage?.provisions ?? []).flatMap(({ figures, symbol, adoption }) =>
        figures.flatMap(({ row, provision }) =>
          row ? [{ code: row.questionCode, label: reference(symbol, provision) + badge(adoption) }] : [],
        ),
      )
    : rows.map(({ questionCode, question }) => ({
        code: questionCode,
        label: questionLabel(question) ?? questionCode,
      }));

  const cite = (file: string) => (sheet: Parameters<typeof Cite>[0]["sheet"]) =>
    coverage && (
      <Cite
        round={{ key: round.key, title, edition: round.edition?.code ?? "" }}
        position={coverage.asOf}
        release={coverage.release}
        denominator={round.mandate.isOwnRequest ? null : coverage.invited}
        file={file}
        sheet={sheet}
      />
    );

  const statesFile = view.question === undefined ? "states" : `states-${view.question}`;

  return (
    <Page
      title={`${formatMessage({ id: "coverage.title" })}: ${title}`}
      heading={<Localised text={round.title} isPlain={!round.title?.isFallback} />}
      above={
        <p className={style.above}>
          <AllRounds />
        </p>
      }
      intro={
        <RoundFacts
          round={round}
          position={coverage?.asOf ?? 0}
          release={coverage?.release ?? null}
          isPast={view.asOf !== undefined}
        />
      }
      actions={coverage && !round.mandate.isOwnRequest && <Onward round={round} view={view} />}
    >
      <AsOfNote asOf={view.asOf} />
      {!coverage && (
        <Empty
          title={formatMessage({ id: "coverage.noFigures" })}
          hint={formatMessage({ id: round.mandate.isOwnRequest ? "coverage.ownRequest" : "coverage.noFiguresHint" })}
        />
      )}
      <FaultNote
        error={byQuestion.error ?? byGroup.error}
        retry={() => {
          askQuestions({ requestPolicy: "network-only" });
          askGroups({ requestPolicy: "network-only" });
        }}
      />
      {coverage && round.mandate.isOwnRequest && rows.length > 0 && (
        <TileMap round={round.key} view={view} questions={questions} isOwnRequest onChange={change}>
          {cite(statesFile)}
        </TileMap>
      )}
      {coverage && !round.mandate.isOwnRequest && (
        <Tabs
          selectedKey={view.by ?? "provisions"}
          onSelectionChange={(key) => {
            const { by: _, group: __, question, ...others } = view;
            change(key === "states" ? { ...others, by: "states", ...(question ? { question } : {}) } : others);
          }}
        >
          <TabList aria-label={formatMessage({ id: "coverage.title" })}>
            <Tab id="provisions">
              {formatMessage({ id: hasLeads ? "coverage.byProvision" : "coverage.byQuestion" })}
            </Tab>
            <Tab id="states">{formatMessage({ id: "coverage.byState" })}</Tab>
          </TabList>
          <TabPanel id="provisions">
            <h2 className="unseen">
              <FormattedMessage id={hasLeads ? "coverage.byProvision" : "coverage.byQuestion"} />
            </h2>
            {figures === null ? (
              <Waiting />
            ) : (
              <ByProvision data={figures} rows={rows} view={view} names={names} onChange={change}>
                {cite("provisions")}
              </ByProvision>
            )}
          </TabPanel>
          <TabPanel id="states">
            <h2 className="unseen">
              <FormattedMessage id="coverage.byState" />
            </h2>
            {(hasLeads || rows.length > 0) && (
              <TileMap round={round.key} view={view} questions={questions} isOwnRequest={false} onChange={change}>
                {cite(statesFile)}
              </TileMap>
            )}
          </TabPanel>
        </Tabs>
      )}
      {!round.mandate.isOwnRequest && view.question !== undefined && view.by === undefined && (
        <Suspense>
          <Partition
            round={round.key}
            view={view}
            names={names}
            onClose={() => {
              const { question: _, group: __, ...others } = view;
              change(others);
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** The same round seen otherwise: a question of it over all rounds, some of its States side by side, and where it stands. */
function Onward({ round, view }: { round: Round; view: View }) {
  const tongue = useTongue();
  const isOfficer = useIsOfficer();
  const { question } = view;
  return (
    <>
      <Link
        to="/$tongue/trends"
        params={{ tongue }}
        search={{ ...(round.edition && { edition: round.edition.code }), ...(question !== undefined && { question }) }}
      >
        <FormattedMessage id="coverage.toTrend" />
      </Link>
      <Link to="/$tongue/comparison" params={{ tongue }} search={{ round: round.key }}>
        <FormattedMessage id="coverage.toComparison" />
      </Link>
      {isOfficer && (
        <>
          <Link to="/$tongue/rounds/$round/status" params={{ tongue, round: round.key }}>
            <FormattedMessage id="coverage.toStatus" />
          </Link>
          <Link to="/$tongue/rounds/$round/compilations" params={{ tongue, round: round.key }}>
            <FormattedMessage id="coverage.toCompilations" />
          </Link>
        </>
      )}
    </>
  );
}

/** A question in one line of a list: with its provision, where it has but one, because many are asked alike. */
function questionLabel(question: QuestionRow["question"]): string | undefined {
  const [only, ...others] = question?.provisions ?? [];
  const prompt = question?.prompt?.content;
  return only && others.length === 0 ? `${only.instrument?.symbol}, ${only.paragraph}: ${prompt}` : prompt;
}

interface Titled {
  paragraph: string;
  title: { content: string } | null;
}

/** A provision in one line of a list. */
function reference(symbol: string, provision: Titled | null | undefined): string {
  const { paragraph, title } = provision ?? { paragraph: "", title: null };
  return title ? `${symbol}, ${paragraph}: ${title.content}` : `${symbol}, ${paragraph}`;
}
