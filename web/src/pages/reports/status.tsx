import { useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { useAllPages } from "../../app/all-pages";
import { graphql } from "../../gql";
import type { RoundFilingsQuery, RoundStatusPageQuery } from "../../gql/graphql";
import { Day, Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { Downloads } from "../coverage/keep";
import { ROUND_STAGES } from "../submissions/words";
import { Measure } from "./measure";
import style from "./reports.module.css";

const Status = graphql(`
  query RoundStatusPage($round: String!) {
    roundStatus(round: $round) {
      asOf
      round {
        id
        key
        stage
        opensAt
        closesOn
        title {
          ...Localised
        }
      }
      members {
        invited
        opened
        filed
      }
      observers {
        invited
        opened
        filed
      }
      states {
        status
        openedAt
        hasFiled
        completeness {
          enabled
          answered
        }
        state {
          id
          code
          name {
            ...Localised
          }
        }
      }
    }
  }
`);

/** What stands of each State, with whether it came late where that is told. */
const Filings = graphql(`
  query RoundFilings($round: String!, $after: String) {
    filings(round: $round, first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        position
        filedAt
        isLate
        state {
          id
          code
        }
      }
    }
  }
`);

const route = getRouteApi("/$tongue/rounds/$round/status");

/** Where a round stands: for the secretariat. */
export function RoundStatusPage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { round } = route.useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: Status,
    variables: { round },
    requestPolicy: "cache-and-network",
  });
  const status = data?.roundStatus;
  const title = formatMessage({ id: "reports.status.title" });
  return (
    <Page
      title={title}
      above={
        status && (
          <p className="small">
            <Way status={status} />
          </p>
        )
      }
      intro={
        <p>
          <FormattedMessage id="reports.status.intro" />
        </p>
      }
      actions={
        status && (
          <Link to="/$tongue/rounds/$round/compilations" params={{ tongue, round }}>
            <FormattedMessage id="coverage.toCompilations" />
          </Link>
        )
      }
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && !status && (
        <Empty
          title={<FormattedMessage id="reports.status.notForYou" />}
          hint={<FormattedMessage id="reports.status.notForYouHint" />}
        />
      )}
      {status && <Board status={status} />}
    </Page>
  );
}

type RoundStatus = NonNullable<RoundStatusPageQuery["roundStatus"]>;

function Way({ status: { round } }: { status: RoundStatus }) {
  const tongue = useTongue();
  return (
    <>
      <Link to="/$tongue/coverage/$round" params={{ tongue, round: round.key }} search={{}}>
        <Localised text={round.title} isPlain />
      </Link>
      {" · "}
      <FormattedMessage id={ROUND_STAGES[round.stage]} />
      {" · "}
      <Instant at={round.opensAt} />
      {round.closesOn && (
        <>
          {" – "}
          <Day on={round.closesOn} />
        </>
      )}
    </>
  );
}

type Filing = RoundFilingsQuery["filings"]["nodes"][number];

function Board({ status }: { status: RoundStatus }) {
  const { round, members, observers, states, asOf } = status;
  const read = useAllPages(Filings, { round: round.key }, filingsOf);
  const filings = useMemo(
    () => new Map(read.nodes.flatMap((filing) => (filing.state ? [[filing.state.code, filing] as const] : []))),
    [read.nodes],
  );
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="reports.asOf" values={{ position: asOf }} />
      </p>
      <div className={style.tallies}>
        <Tally count={members} label="reports.states.members" />
        {observers.invited > 0 && <Tally count={observers} label="reports.states.observers" />}
      </div>
      <FaultNote error={read.error} retry={read.retry} />
      <section aria-labelledby="by-state" className={style.section}>
        <h2 id="by-state">
          <FormattedMessage id="coverage.byState" />
        </h2>
        <p className={style.note}>
          <FormattedMessage id="reports.status.late" />
        </p>
        <div className="wide" role="region" aria-labelledby="by-state" tabIndex={0}>
          <table className={style.table}>
            <thead>
              <tr>
                {(["state", "opened", "shared", "filed"] as const).map((column) => (
                  <th key={column} scope="col">
                    <FormattedMessage id={`reports.status.${column}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {states.map((line) => (
                <Line key={line.state.code} line={line} filing={filings.get(line.state.code)} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {read.isComplete && (
        <div className={style.acts}>
          <Downloads
            about={{
              source: "Normtrack",
              round: round.key,
              title: round.title?.content ?? null,
              register_position: asOf,
            }}
            file={`normtrack-${round.key}-status-${asOf}`}
            sheet={() => sheetOf(status, filings)}
          />
        </div>
      )}
    </>
  );
}

interface TallyProps {
  count: RoundStatus["members"];
  label: "reports.states.members" | "reports.states.observers";
}

/** How many of those invited have opened a working file, and of how many a filing stands. */
function Tally({ count: { invited, opened, filed }, label }: TallyProps) {
  return (
    <section aria-labelledby={label}>
      <h2 id={label}>
        <FormattedMessage id={label} />
      </h2>
      <Measure count={opened} of={invited}>
        <FormattedMessage id="reports.status.openedOf" values={{ count: opened, invited }} />
      </Measure>
      <Measure count={filed} of={invited}>
        <FormattedMessage id="reports.participation.filed" values={{ filed, invited }} />
      </Measure>
    </section>
  );
}

interface LineProps {
  line: RoundStatus["states"][number];
  filing: Filing | undefined;
}

function Line({ line: { state, status, openedAt, hasFiled, completeness }, filing }: LineProps) {
  const tongue = useTongue();
  return (
    <tr>
      <th scope="row">
        <Link to="/$tongue/states/$code" params={{ tongue, code: state.code }} search={{}}>
          {state.name ? <Localised text={state.name} isPlain /> : state.code}
        </Link>
        {status === "OBSERVER" && (
          <span className="muted">
            {" · "}
            <FormattedMessage id="reports.state.observer" />
          </span>
        )}
      </th>
      <td>
        {openedAt ? (
          <Instant at={openedAt} />
        ) : (
          <span className="muted">
            <FormattedMessage id="reports.status.notOpened" />
          </span>
        )}
      </td>
      <td>
        {completeness && (
          <FormattedMessage
            id="reports.status.answered"
            values={{ answered: completeness.answered, asked: completeness.enabled }}
          />
        )}
      </td>
      <td>
        {filing ? (
          <>
            <Link to="/$tongue/filings/$position" params={{ tongue, position: String(filing.position) }}>
              <FormattedMessage id="start.position" values={{ position: filing.position }} />
            </Link>
            {" · "}
            <Instant at={filing.filedAt} />
            {filing.isLate === true && (
              <>
                {" · "}
                <FormattedMessage id="reports.status.isLate" />
              </>
            )}
          </>
        ) : hasFiled ? (
          <FormattedMessage id="reports.status.stands" />
        ) : (
          <span className="muted">
            <FormattedMessage id="reports.status.notFiled" />
          </span>
        )}
      </td>
    </tr>
  );
}

function filingsOf(data: RoundFilingsQuery) {
  return data.filings;
}

function sheetOf({ states }: RoundStatus, filings: ReadonlyMap<string, Filing>) {
  const said = (claim: boolean | null | undefined) =>
    claim === null || claim === undefined ? null : claim ? "yes" : "no";
  return {
    columns: ["state", "name", "status", "opened_at", "filed", "position", "filed_at", "late"],
    rows: states.map(({ state, status, openedAt, hasFiled }) => {
      const filing = filings.get(state.code);
      return [
        state.code,
        state.name?.content ?? null,
        status,
        openedAt ?? null,
        said(hasFiled),
        filing?.position ?? null,
        filing?.filedAt ?? null,
        said(filing?.isLate),
      ];
    }),
  };
}
