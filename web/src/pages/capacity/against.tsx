import type { ReactNode } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { Empty, FaultNote, Instant, Page, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { Downloads } from "../coverage/keep";
import { Measure } from "../reports/measure";
import { type AgainstView, FACETS } from "./address";
import style from "./capacity.module.css";
import { Cite } from "./cite";
import { apart, OBSERVERS, ofGroup, sheetOf } from "./figures";
import { CapacityNavigation } from "./navigation";
import { groupName, useChoices, useGroups } from "./reading";
import { NeedsAgainst, type Report, type Row } from "./report-documents";
import { Served } from "./served";

const route = getRouteApi("/$tongue/needs-against-offers");

/** How many States need what, and how many offer it. */
export function NeedsAgainstOffersPage() {
  return (
    <Words of="capacity">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const change = (search: AgainstView) => void navigate({ search, replace: true, resetScroll: false });
  const { choices } = useChoices();
  const groups = useGroups(choices, true);
  const { by = "KIND", group, asOf } = view;
  const [{ data, error, fetching }, again] = useQuery({
    query: NeedsAgainst,
    variables: { by, group: ofGroup(group), asOf: asOf ?? null },
    requestPolicy: "cache-and-network",
  });
  const report = data?.needsAgainstOffers;
  return (
    <Page
      title={formatMessage({ id: "capacity.against" })}
      above={<CapacityNavigation />}
      intro={
        <p>
          <FormattedMessage id="capacity.against.intro" />
        </p>
      }
    >
      {asOf !== undefined && <Earlier view={view} />}
      <div className={`no-print ${style.narrowing}`}>
        <Choice
          label={formatMessage({ id: "capacity.against.by" })}
          items={FACETS.map((code) => ({ code, label: formatMessage({ id: `capacity.against.${code}` }) }))}
          value={by}
          onChoose={(code) => change({ ...view, by: FACETS.find((name) => name === code) ?? "KIND" })}
        />
        <Choice
          label={formatMessage({ id: "capacity.against.of" })}
          items={[...groups, { code: OBSERVERS, label: formatMessage({ id: "capacity.against.observers" }) }]}
          value={group}
          none={formatMessage({ id: "capacity.against.members" })}
          onChoose={(code) => {
            const { group: _, ...others } = view;
            change(code === undefined ? others : { ...others, group: code });
          }}
        />
      </div>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && !report && (
        <Empty
          title={<FormattedMessage id="capacity.against.notPublished" />}
          hint={<FormattedMessage id="capacity.against.notPublishedHint" />}
        />
      )}
      {report && (
        <Told
          report={report}
          of={
            group === undefined
              ? formatMessage({ id: "capacity.against.members" })
              : group === OBSERVERS
                ? formatMessage({ id: "capacity.against.observers" })
                : groupName(groups, group)
          }
        />
      )}
    </Page>
  );
}

/** Says that an earlier instant is read, and leads to now. */
function Earlier({ view }: { view: AgainstView }) {
  const tongue = useTongue();
  const now = { ...view };
  delete now.asOf;
  return (
    <p className="notice" role="note">
      <FormattedMessage id="capacity.against.earlier" />{" "}
      <Link to="/$tongue/needs-against-offers" params={{ tongue }} search={now}>
        <FormattedMessage id="coverage.newest" />
      </Link>
    </p>
  );
}

function Told({ report, of }: { report: Report; of: string }) {
  const { formatMessage, formatDate } = useIntl();
  const { by = "KIND", group } = route.useSearch();
  const { agreed, others } = apart(report.rows);
  const search = new URLSearchParams({ by, ...(group !== undefined && { group }), asOf: report.asOf });
  return (
    <>
      <p className={shared.count}>
        <strong>{of}</strong>
        {" · "}
        <FormattedMessage id="capacity.against.asOf" values={{ at: <Instant key="at" at={report.asOf} /> }} />
      </p>
      <div className={style.whole}>
        <Measure count={report.needing} of={report.states}>
          <FormattedMessage id="capacity.against.any" values={{ count: report.needing, states: report.states }} />
        </Measure>
      </div>
      {report.rows.length === 0 ? (
        <Empty title={<FormattedMessage id="capacity.against.nothing" />} />
      ) : (
        <Table report={report} rows={agreed} label="rows" />
      )}
      {others.length > 0 && (
        <section aria-labelledby="apart" className={style.after}>
          <h2 id="apart">
            <FormattedMessage id="capacity.against.apart" />
          </h2>
          <p className={shared.note}>
            <FormattedMessage id="capacity.against.apartNote" />
          </p>
          <Table report={report} rows={others} label="apart-rows" />
        </section>
      )}
      <Cite
        search={`?${search}`}
        asOf={report.asOf}
        citation={(values) =>
          formatMessage(
            { id: "capacity.against.citation" },
            { ...values, group: of, at: formatDate(report.asOf, { dateStyle: "long", timeStyle: "long" }) },
          )
        }
      >
        <Downloads
          about={{
            source: "Normtrack",
            rows_by: by.toLowerCase(),
            group: group ?? "members",
            group_name: of,
            as_of: report.asOf,
            states_needing_anything: report.needing,
            of_states: report.states,
            note: formatMessage({ id: "capacity.against.note" }),
            disclaimer: formatMessage({ id: "coverage.disclaimer" }),
          }}
          file={`normtrack-needs-against-offers-${by.toLowerCase()}`}
          sheet={() => sheetOf(report)}
        />
      </Cite>
    </>
  );
}

function Table({ report, rows, label }: { report: Report; rows: readonly Row[]; label: string }) {
  const { by = "KIND" } = route.useSearch();
  if (rows.length === 0) return null;
  return (
    <div className={`wide ${style.table}`} role="region" aria-labelledby={label} tabIndex={0}>
      <table>
        <caption id={label}>
          <FormattedMessage id="capacity.against.table" />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id={`capacity.against.${by}`} />
            </th>
            {(["needing", "met", "offeringStates", "offeringOrganisations"] as const).map((column) => (
              <th key={column} scope="col">
                <FormattedMessage id={`capacity.against.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.term?.code ?? row.provision?.code}>
              <th scope="row">
                <About row={row} />
              </th>
              <Figure count={row.needing} all={report.states} />
              <Figure count={row.met} all={report.states} />
              <Figure count={row.offeringStates} all={report.allStates} />
              <Figure count={row.offeringOrganisations} all={report.organisations} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a row is about, with the way to what was counted, where that is needs. */
function About({ row: { term, provision } }: { row: Row }): ReactNode {
  const tongue = useTongue();
  const { by = "KIND" } = route.useSearch();
  if (provision) return <Served provision={provision} />;
  if (!term) return null;
  return (
    <Link to="/$tongue/needs" params={{ tongue }} search={by === "THEME" ? { theme: term.code } : { kind: term.code }}>
      {term.label?.content ?? term.code}
    </Link>
  );
}

function Figure({ count, all }: { count: number; all: number }) {
  return (
    <td>
      <Measure count={count} of={all}>
        <FormattedMessage id="capacity.against.ofAll" values={{ count, all }} />
      </Measure>
    </td>
  );
}
