import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { TrailPageQuery } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { argumentsOf, readSearch } from "./search";
import style from "./trail.module.css";

const TrailQuery = graphql(`
  query TrailPage(
    $state: String
    $person: ID
    $subject: ID
    $from: DateTime
    $to: DateTime
    $first: Int!
    $after: String
  ) {
    auditTrail(state: $state, person: $person, subject: $subject, from: $from, to: $to, first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        position
        at
        verb
        subject
        sections
        registerPosition
        reason
        person {
          id
          name
        }
        people {
          id
          name
        }
        answers {
          questionCode
          revision
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

const PAGE = 50;

type Entry = TrailPageQuery["auditTrail"]["nodes"][number];

/** The audit trail: what was done, by whom, to what, the newest first. */
export function TrailPage() {
  return (
    <Words of="trail">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const search = useSearch({ from: "/$tongue/trail" });
  // Where each page that was gone to begins; the last is the one that is shown.
  const [begins, setBegins] = useState<string[]>([]);
  const [{ data, error, fetching }, ask] = useQuery({
    query: TrailQuery,
    variables: { ...argumentsOf(search), first: PAGE, after: begins.at(-1) ?? null },
    requestPolicy: "cache-and-network",
  });
  const { nodes: entries = [], pageInfo } = data?.auditTrail ?? {};
  const older = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
  return (
    <Page
      title={formatMessage({ id: "submission.trail" })}
      intro={
        <p>
          <FormattedMessage id="trail.intro" />
        </p>
      }
    >
      <Filters key={JSON.stringify(search)} onChange={() => setBegins([])} />
      <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && entries.length === 0 && (
        <Empty title={<FormattedMessage id="trail.empty" />} hint={<FormattedMessage id="trail.emptyHint" />} />
      )}
      {entries.length > 0 && <Entries entries={entries} />}
      <div className={style.turn}>
        {begins.length > 0 && (
          <Button onPress={() => setBegins(begins.slice(0, -1))}>
            <FormattedMessage id="trail.newer" />
          </Button>
        )}
        {older && (
          <Button onPress={() => setBegins([...begins, older])}>
            <FormattedMessage id="trail.older" />
          </Button>
        )}
      </div>
    </Page>
  );
}

/** Narrows the trail down; what is chosen stands in the address. */
function Filters({ onChange }: { onChange: () => void }) {
  const search = useSearch({ from: "/$tongue/trail" });
  const navigate = useNavigate({ from: "/$tongue/trail" });
  const isNarrowed = Object.keys(search).length > 0;
  function choose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = readSearch(Object.fromEntries(new FormData(event.currentTarget)));
    onChange();
    const { person, subject } = search;
    void navigate({ search: { ...(person && { person }), ...(subject && { subject }), ...chosen } });
  }
  return (
    <form className={style.filters} onSubmit={choose}>
      <label>
        <FormattedMessage id="trail.state" />
        <input name="state" defaultValue={search.state ?? ""} maxLength={3} size={6} autoComplete="off" />
      </label>
      <label>
        <FormattedMessage id="trail.from" />
        <input name="from" type="date" defaultValue={search.from ?? ""} />
      </label>
      <label>
        <FormattedMessage id="trail.to" />
        <input name="to" type="date" defaultValue={search.to ?? ""} />
      </label>
      <Button type="submit">
        <FormattedMessage id="trail.narrow" />
      </Button>
      {isNarrowed && (
        <Button
          data-variant="quiet"
          onPress={() => {
            onChange();
            void navigate({ search: {} });
          }}
        >
          <FormattedMessage id="trail.all" />
        </Button>
      )}
    </form>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  const tongue = useTongue();
  const { formatMessage } = useIntl();
  return (
    // On a narrow page the columns are scrolled, by the keyboard too.
    <div className={style.scroll} role="region" aria-label={formatMessage({ id: "submission.trail" })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(["when", "who", "what", "where", "details"] as const).map((column) => (
              <th key={column} scope="col">
                <FormattedMessage id={`trail.column.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ position, at, person, verb, state, ...entry }) => (
            <tr key={position}>
              <td>
                <Instant at={at} />
              </td>
              <td>
                {person ? (
                  <Link to="/$tongue/trail" params={{ tongue }} search={(now) => ({ ...now, person: person.id })}>
                    {person.name ?? <code>{person.id.slice(-8)}</code>}
                  </Link>
                ) : (
                  <FormattedMessage id="trail.operator" />
                )}
              </td>
              <td>
                <FormattedMessage id={`trail.verb.${verb}`} />
              </td>
              <td>{state ? <Localised text={state.name} isPlain /> : <FormattedMessage id="trail.house" />}</td>
              <td>
                <Details {...entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DetailsProps = Pick<Entry, "subject" | "sections" | "registerPosition" | "reason" | "people" | "answers">;

/** What belongs to an entry: sections, answers with their revisions, people, the place in the register, a reason. */
function Details({ subject, sections, registerPosition, reason, people, answers }: DetailsProps) {
  const tongue = useTongue();
  const { formatNumber } = useIntl();
  const codes = [
    ...sections,
    ...answers.map(({ questionCode, revision }) =>
      revision == null ? questionCode : `${questionCode} (${formatNumber(revision)})`,
    ),
  ];
  const names = people.map(({ id, name }) => name ?? id.slice(-8));
  return (
    <>
      {codes.length > 0 && (
        // In a line of its own it would begin where its own script begins, and not the reader's.
        <span>
          <code>
            <FormattedList type="unit" value={codes} />
          </code>
        </span>
      )}
      {names.length > 0 && <FormattedList value={names} />}
      {registerPosition != null && (
        <Link to="/$tongue/filings/$position" params={{ tongue, position: String(registerPosition) }}>
          <FormattedMessage id="trail.position" values={{ position: registerPosition }} />
        </Link>
      )}
      {reason && <q>{reason}</q>}
      {subject && (
        <Link to="/$tongue/trail" params={{ tongue }} search={(now) => ({ ...now, subject })} className={style.same}>
          <FormattedMessage id="trail.same" />
        </Link>
      )}
    </>
  );
}
