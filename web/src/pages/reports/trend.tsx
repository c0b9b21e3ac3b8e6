import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";

import type { Adoption, TrendChoicesQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { groupInput, isAgreed, WORLD } from "../coverage/figures";
import { useGroupNames } from "../coverage/group-names";
import { AsOfNote } from "../coverage/keep";
import { PART_NAMES } from "../coverage/parts";
import { PARTS } from "../coverage/view";
import type { TrendView } from "./address";
import { byProvision, isLead } from "./asked";
import { AskedAbout } from "./asked-about";
import { TrendChoices, TrendOf, TrendQuestions, type Question } from "./trend-documents";
import { Series } from "./series";
import style from "./reports.module.css";

const route = getRouteApi("/$tongue/trends");

/** One question over rounds. */
export function TrendPage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const { asOf } = route.useSearch();
  const [{ data, error, fetching }, again] = useQuery({ query: TrendChoices, variables: { asOf: asOf ?? null } });
  return (
    <Page
      title={formatMessage({ id: "reports.trend.title" })}
      intro={
        <p>
          <FormattedMessage id="reports.trend.intro" />
        </p>
      }
    >
      <AsOfNote asOf={asOf} />
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data?.participation.length === 0 && (
        <Empty
          title={<FormattedMessage id="reports.participation.none" />}
          hint={<FormattedMessage id="reports.participation.noneHint" />}
        />
      )}
      {data && data.participation.length > 0 && <Chosen choices={data} />}
    </Page>
  );
}

function Chosen({ choices }: { choices: TrendChoicesQuery }) {
  const { formatMessage } = useIntl();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const change = (search: TrendView) => void navigate({ search, replace: true, resetScroll: false });
  const editions = useMemo(() => editionsOf(choices), [choices]);
  const edition = view.edition ?? editions.at(-1)?.code;
  const [{ data, error, fetching }, again] = useQuery({
    query: TrendQuestions,
    variables: { edition: edition ?? "" },
    pause: edition === undefined,
  });
  const asked = useMemo(() => {
    const sections = data?.edition?.modules.flatMap((module) => module.sections) ?? [];
    return byProvision<Question["provisions"][number], Question>(sections.flatMap(({ questions }) => questions));
  }, [data]);
  const [sought, setSought] = useState<string | null>(null);
  const first = asked.flatMap(({ questions }) => questions).find(isLead) ?? asked[0]?.questions[0];
  const question = view.question ?? first?.code;
  const isAbout = (place: string) =>
    asked.some(
      ({ provision, questions }) => codeOf(provision) === place && questions.some(({ code }) => code === question),
    );
  const found = asked.find(({ questions }) => questions.some(({ code }) => code === question));
  const place = sought !== null && isAbout(sought) ? sought : codeOf(found?.provision);
  const here = asked.find(({ provision }) => codeOf(provision) === place);
  const shown = here?.questions.find(({ code }) => code === question);
  const groups = useMemo(
    () => [...new Set(choices.participation.flatMap((one) => one.groups.map(({ group }) => group)))],
    [choices],
  );
  const named = useMemo(() => ({ ...choices, byGroup: { groups } }), [choices, groups]);
  const names = useGroupNames(named, choices.participation.at(-1)?.round.key ?? "");
  // A list shows words alone: what became of a text that was not agreed is said beside its provision.
  const badge = (adoption: Adoption | null | undefined) =>
    adoption && !isAgreed(adoption)
      ? ` (${formatMessage({ id: adoption === "DRAFT" ? "shell.adoption.draft" : "shell.adoption.circulated" })})`
      : "";
  const { question: _, ...others } = view;

  return (
    <>
      <div className={`no-print ${style.controls}`}>
        {editions.length > 1 && (
          <Choice
            label={formatMessage({ id: "reports.trend.edition" })}
            items={editions}
            value={edition}
            onChoose={(code) => code !== undefined && change({ ...others, edition: code })}
          />
        )}
        <Choice
          label={formatMessage({ id: "coverage.provision" })}
          items={asked.map(({ provision }) => ({
            code: codeOf(provision),
            label: provision
              ? `${provision.instrument?.symbol}, ${provision.paragraph}: ${provision.title?.content ?? ""}${badge(provision.adoption)}`
              : formatMessage({ id: "reports.trend.noProvision" }),
          }))}
          value={place}
          onChoose={(code) => {
            const first = asked.find(({ provision }) => codeOf(provision) === code)?.questions[0]?.code;
            setSought(code ?? null);
            if (first !== undefined) change({ ...view, ...(edition && { edition }), question: first });
          }}
        />
        <Choice
          label={formatMessage({ id: "coverage.question" })}
          items={(here?.questions ?? []).map(({ code, prompt }) => ({ code, label: prompt?.content ?? code }))}
          value={question}
          onChoose={(code) => code !== undefined && change({ ...view, ...(edition && { edition }), question: code })}
        />
        <Choice
          label={formatMessage({ id: "reports.trend.group" })}
          items={groups.map((code) => ({ code, label: names(code).full }))}
          value={view.group}
          none={names(WORLD).full}
          onChoose={(code) => {
            const { group: _, ...rest } = view;
            change(code === undefined ? rest : { ...rest, group: code });
          }}
        />
        <Choice
          label={formatMessage({ id: "reports.trend.part" })}
          items={PARTS.map((code) => ({ code, label: formatMessage({ id: PART_NAMES[code] }) }))}
          value={view.part ?? "ANSWERED_SHOWN"}
          onChoose={(code) => {
            const { part: _, ...rest } = view;
            const part = PARTS.find((name) => name === code);
            change(part && part !== "ANSWERED_SHOWN" ? { ...rest, part } : rest);
          }}
        />
      </div>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {shown && <About question={shown} />}
      {edition !== undefined && question !== undefined && data && (
        <Found view={{ ...view, edition, question }} groupName={names(view.group ?? WORLD).full} />
      )}
    </>
  );
}

/** The words of the question, and what became of the texts that it is about. */
function About({ question: { prompt, provisions } }: { question: Question }) {
  return (
    <p className={style.prompt}>
      <Localised text={prompt} isPlain={!prompt?.isFallback} /> <AskedAbout provisions={provisions} />
    </p>
  );
}

interface FoundProps {
  view: TrendView & { edition: string; question: string };
  groupName: string;
}

function Found({ view, groupName }: FoundProps) {
  const { edition, question, group, part = "ANSWERED_SHOWN", asOf } = view;
  const [{ data, error, fetching }, again] = useQuery({
    query: TrendOf,
    variables: { edition, question, group: groupInput(group), asOf: asOf ?? null },
  });
  const trend = data?.trend;
  const isEmpty = data !== undefined && (trend?.runs.every(({ points }) => points.length === 0) ?? true);
  return (
    <>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {isEmpty && (
        <Empty
          title={<FormattedMessage id="reports.trend.nothing" />}
          hint={<FormattedMessage id="reports.trend.nothingHint" />}
        />
      )}
      {trend && !isEmpty && (
        <Series
          trend={trend}
          part={part}
          groupName={groupName}
          isWorld={group === undefined}
          isPast={asOf !== undefined}
        />
      )}
    </>
  );
}

/** The editions that rounds ask, the one that was asked last at the end. */
function editionsOf({ participation }: TrendChoicesQuery) {
  const found = new Map<string, { code: string; label: string }>();
  for (const { round } of participation) {
    if (!round.edition) continue;
    const { code, title } = round.edition;
    found.delete(code);
    found.set(code, { code, label: title?.content ?? code });
  }
  return [...found.values()];
}

/** The code of a provision; of none, a word that no provision has. */
function codeOf(provision: { code: string } | null | undefined): string {
  return provision?.code ?? "none";
}
