import { useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";

import type { Adoption, ComparisonRoundsQuery } from "../../gql/graphql";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { isAgreed } from "../coverage/figures";
import { AsOfNote } from "../coverage/keep";
import { inReadingOrder } from "../coverage/round-order";
import { StatePicker } from "../survey/fields/state-list";
import { useStates } from "../survey/states";
import { codesIn, type ComparisonView } from "./address";
import { byProvision, isLead } from "./asked";
import { Compared } from "./compared";
import { ComparisonOf, ComparisonRounds } from "./comparison-documents";
import { TrendQuestions, type Question } from "./trend-documents";
import style from "./reports.module.css";

const route = getRouteApi("/$tongue/comparison");

/** States of the reader's choosing side by side. */
export function ComparisonPage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const { asOf } = route.useSearch();
  const [{ data, error, fetching }, again] = useQuery({ query: ComparisonRounds });
  // Where nobody is invited, there is nobody to choose among.
  const rounds = useMemo(
    () =>
      inReadingOrder(
        (data?.rounds.nodes ?? []).filter(({ mandate, stage }) => !mandate.isOwnRequest && stage !== "PLANNED"),
      ),
    [data],
  );
  return (
    <Page
      title={formatMessage({ id: "reports.comparison.title" })}
      intro={
        <p>
          <FormattedMessage id="reports.comparison.intro" />
        </p>
      }
    >
      <AsOfNote asOf={asOf} />
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && rounds.length === 0 && (
        <Empty
          title={<FormattedMessage id="reports.participation.none" />}
          hint={<FormattedMessage id="reports.participation.noneHint" />}
        />
      )}
      {rounds.length > 0 && <Chosen rounds={rounds} />}
    </Page>
  );
}

type Round = ComparisonRoundsQuery["rounds"]["nodes"][number];

function Chosen({ rounds }: { rounds: readonly Round[] }) {
  const { formatMessage } = useIntl();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const change = (search: ComparisonView) => void navigate({ search, replace: true, resetScroll: false });
  const states = codesIn(view.states);
  const round = rounds.find(({ key }) => key === view.round) ?? rounds[0];
  const instruments = round?.edition?.instruments ?? [];
  const instrument = instruments.find(({ code }) => code === view.instrument) ?? instruments[0];
  const [{ data, error, fetching }, again] = useQuery({
    query: TrendQuestions,
    variables: { edition: round?.edition?.code ?? "" },
    pause: round?.edition == null,
  });
  const asked = useMemo(() => {
    const sections = data?.edition?.modules.flatMap((module) => module.sections) ?? [];
    const all = byProvision<Question["provisions"][number], Question>(sections.flatMap(({ questions }) => questions));
    return all.filter(({ provision }) => provision?.instrument?.code === instrument?.code);
  }, [data, instrument]);
  const leads = [...new Set(asked.flatMap(({ questions }) => questions.filter(isLead).map(({ code }) => code)))];
  const chosen = asked.find(({ provision }) => provision?.code === view.provision)?.provision;
  // Without lead questions there is no short view of the whole: one provision at a time.
  const provision = chosen?.code ?? (leads.length > 0 ? undefined : asked[0]?.provision?.code);
  const badge = (adoption: Adoption | null | undefined) =>
    adoption && !isAgreed(adoption)
      ? ` (${formatMessage({ id: adoption === "DRAFT" ? "shell.adoption.draft" : "shell.adoption.circulated" })})`
      : "";
  if (!round || !instrument) return null;

  return (
    <>
      <div className={`no-print ${style.controls}`}>
        <Choice
          label={formatMessage({ id: "reports.round" })}
          items={rounds.map(({ key, title }) => ({ code: key, label: title?.content ?? key }))}
          value={round.key}
          onChoose={(code) => {
            const { instrument: _, provision: __, ...others } = view;
            if (code !== undefined) change({ ...others, round: code });
          }}
        />
        <Choice
          label={formatMessage({ id: "reports.instrument" })}
          items={instruments.map(({ code, symbol, shortTitle, adoption }) => ({
            code,
            label: `${symbol}: ${shortTitle?.content ?? ""}${badge(adoption)}`,
          }))}
          value={instrument.code}
          onChoose={(code) => {
            const { provision: _, ...others } = view;
            if (code !== undefined) change({ ...others, instrument: code });
          }}
        />
        {asked.length > 0 && (
          <Choice
            label={formatMessage({ id: "coverage.provision" })}
            items={asked.flatMap(({ provision }) =>
              provision
                ? [{ code: provision.code, label: `${provision.paragraph}: ${provision.title?.content ?? ""}` }]
                : [],
            )}
            value={provision}
            {...(leads.length > 0 && { none: formatMessage({ id: "reports.comparison.allProvisions" }) })}
            onChoose={(code) => {
              const { provision: _, ...others } = view;
              change(code === undefined ? others : { ...others, instrument: instrument.code, provision: code });
            }}
          />
        )}
      </div>
      <div className="no-print">
        <StatePicker
          codes={states}
          onCodes={(codes) => {
            const { states: _, ...others } = view;
            change(codes.length === 0 ? others : { ...others, states: codes.join(" ") });
          }}
          isReadOnly={false}
        />
      </div>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {states.length === 0 ? (
        <Empty
          title={<FormattedMessage id="reports.comparison.choose" />}
          hint={<FormattedMessage id="reports.comparison.chooseHint" />}
        />
      ) : data && asked.length === 0 ? (
        <Empty
          title={<FormattedMessage id="reports.comparison.notAsked" />}
          hint={<FormattedMessage id="reports.comparison.notAskedHint" />}
        />
      ) : (
        data && (
          <Found
            round={round}
            states={states}
            questions={provision === undefined ? leads : null}
            provisions={provision === undefined ? null : [provision]}
            adoption={instrument.adoption}
            asOf={view.asOf ?? null}
          />
        )
      )}
    </>
  );
}

interface FoundProps {
  round: Round;
  states: readonly string[];
  questions: string[] | null;
  provisions: string[] | null;
  adoption: Adoption;
  asOf: number | null;
}

function Found({ round, states, questions, provisions, adoption, asOf }: FoundProps) {
  const { formatList } = useIntl();
  const known = useStates(true);
  const [{ data, error, fetching }, again] = useQuery({
    query: ComparisonOf,
    variables: { round: round.key, states: [...states], questions, provisions, asOf },
  });
  const comparison = data?.comparison;
  const invited = comparison?.states.map(({ code }) => code) ?? [];
  const left = comparison
    ? [...known.values()].filter(({ code }) => states.includes(code) && !invited.includes(code))
    : [];
  return (
    <>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !comparison && <Waiting />}
      {left.length > 0 && (
        <p className={style.left} role="note">
          <FormattedMessage
            id="reports.comparison.notInvited"
            values={{ states: formatList(left.map(({ code, name }) => name?.content ?? code)) }}
          />
        </p>
      )}
      {!isAgreed(adoption) && (
        <p className={style.note}>
          <FormattedMessage id="reports.notAdoptedNote" />
        </p>
      )}
      {comparison && comparison.states.length > 0 && (
        <Compared comparison={comparison} round={{ key: round.key, title: round.title?.content ?? round.key }} />
      )}
    </>
  );
}
