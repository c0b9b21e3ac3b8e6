import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { RegisterPageQuery } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { save } from "../../widgets/save";
import { AsOfNote, Keep } from "../coverage/keep";
import { ACTS, isPrinted, STATUSES } from "../submissions/words";
import { Words } from "../../widgets/words";
import style from "./register.module.css";

const RegisterQuery = graphql(`
  query RegisterPage($last: Int!, $before: String, $asOf: Int) {
    treeHead(asOf: $asOf) {
      size
      signed
    }
    register(last: $last, before: $before, asOf: $asOf) {
      pageInfo {
        hasPreviousPage
        startCursor
      }
      nodes {
        position
        kind
        status
        root
        round
        filedAt
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

const route = getRouteApi("/$tongue/register");

const PAGE = 25;

type Entry = RegisterPageQuery["register"]["nodes"][number];

/** The register: every act of filing, the newest first; of now, or as of a position. */
export function RegisterPage() {
  const { asOf } = route.useSearch();
  return (
    <Words of="register">
      <Content key={asOf} asOf={asOf} />
    </Words>
  );
}

function Content({ asOf }: { asOf: number | undefined }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  // Where each page that was gone to ends; the last is the one that is shown.
  const [ends, setEnds] = useState<string[]>([]);
  const before = ends.at(-1) ?? null;
  const [{ data, error, fetching }, ask] = useQuery({
    query: RegisterQuery,
    variables: { last: PAGE, before, asOf: asOf ?? null },
    requestPolicy: "cache-and-network",
  });
  const older = data?.register.pageInfo.hasPreviousPage ? data.register.pageInfo.startCursor : null;
  const entries = data?.register.nodes.toReversed() ?? [];
  return (
    <Page
      title={formatMessage({ id: "shell.nav.register" })}
      intro={
        <p>
          <FormattedMessage id="register.intro" />
        </p>
      }
      actions={
        <>
          <Link to="/$tongue/register/verify" params={{ tongue }}>
            <FormattedMessage id="register.verify" />
          </Link>
          <Link to="/$tongue/open-data" params={{ tongue }}>
            <FormattedMessage id="shell.openData" />
          </Link>
        </>
      }
    >
      <AsOfNote asOf={asOf} />
      <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && entries.length === 0 && (
        <Empty title={<FormattedMessage id="register.empty" />} hint={<FormattedMessage id="register.emptyHint" />} />
      )}
      {entries.length > 0 && <Entries entries={entries} />}
      <div className={style.turn}>
        {ends.length > 0 && (
          <Button onPress={() => setEnds(ends.slice(0, -1))}>
            <FormattedMessage id="register.newer" />
          </Button>
        )}
        {older && (
          <Button onPress={() => setEnds([...ends, older])}>
            <FormattedMessage id="register.older" />
          </Button>
        )}
      </div>
      {data && data.treeHead.size > 0 && (
        <>
          <Kept size={data.treeHead.size} signed={data.treeHead.signed} />
          <Keep
            position={data.treeHead.size}
            citation={(values) => formatMessage({ id: "register.citation" }, values)}
            about={{}}
            file="register"
            sheet={null}
            hasFigures={false}
          />
        </>
      )}
    </Page>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const { formatMessage, formatNumber } = useIntl();
  const tongue = useTongue();
  return (
    // Eight short columns: on a narrow page they are scrolled, by the keyboard too.
    <div className={style.scroll} role="region" aria-labelledby="named" tabIndex={0}>
      <p id="named" className="muted">
        <FormattedMessage id="register.named" />
      </p>
      <table className={style.table}>
        <thead>
          <tr>
            {(["position", "state", "act", "round", "when", "status", "root", "document"] as const).map((column) => (
              <th key={column} scope="col">
                <FormattedMessage id={`register.column.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ position, state, kind, round, filedAt, status, root }) => (
            <tr key={position}>
              <th scope="row">
                <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
                  {formatNumber(position)}
                </Link>
              </th>
              <td>
                {state ? (
                  <Link to="/$tongue/states/$code" params={{ tongue, code: state.code }} search={{}}>
                    <Localised text={state.name} isPlain />
                  </Link>
                ) : (
                  <FormattedMessage id="register.aState" />
                )}
              </td>
              <td>
                <FormattedMessage id={ACTS[kind]} />
              </td>
              <td>
                <code>{round}</code>
              </td>
              <td>
                <Instant at={filedAt} />
              </td>
              <td>{status ? <FormattedMessage id={STATUSES[status]} /> : <FormattedMessage id="register.untold" />}</td>
              <td>
                <code title={root} aria-label={formatMessage({ id: "register.rootIs" }, { root })}>
                  {root.slice(0, 8)}…
                </code>
              </td>
              <td>
                {isPrinted({ kind, status }) && (
                  <DocumentButton
                    documents={[{ is: "extract", position }]}
                    of={formatMessage({ id: "submission.atPosition" }, { position })}
                    variant="quiet"
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The signed head, for whoever keeps it: it holds the register to what it shows today. */
function Kept({ size, signed }: { size: number; signed: string }) {
  return (
    <section aria-labelledby="head">
      <h2 id="head">
        <FormattedMessage id="register.head" values={{ size }} />
      </h2>
      <p>
        <FormattedMessage id="register.keepHelp" />
      </p>
      <Button onPress={() => save(`normtrack-head-${size}.jws`, signed)}>
        <FormattedMessage id="register.keep" />
      </Button>
    </section>
  );
}
