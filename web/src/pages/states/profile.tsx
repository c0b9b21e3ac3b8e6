import { lazy, Suspense, useDeferredValue, useMemo } from "react";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { useIsSignedIn } from "../../app/session";
import type { StateProfileQuery } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Folded } from "../../widgets/folded";
import { Words } from "../../widgets/words";
import type { Sheet } from "../coverage/download";
import { AsOfNote, Keep } from "../coverage/keep";
import { rowOf } from "../reports/told";
import { ACTS, STAGES } from "../submissions/words";
import { StateProfile, WorkingFiles, type Profile, type Provision } from "./documents";
import { Facts } from "./facts";
import { Answers, Says } from "./says";
import style from "./states.module.css";

// What stands below what the State says, and says of most States nothing: it comes with files of its own, after the rest.
const NoticesOf = lazy(async () => ({ default: (await import("../capacity/of-state")).NoticesOf }));
const PointsOfContactOf = lazy(async () => ({ default: (await import("../capacity/contacts")).PointsOfContactOf }));
const ProposalsOfState = lazy(async () => ({ default: (await import("../proposals/apart")).ProposalsOfState }));

const route = getRouteApi("/$tongue/states/$code");

/** What one State shows this reader: who it is here, what it filed, and what it says provision by provision. */
export function StatePage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const { code } = route.useParams();
  const asOf = route.useSearch().asOf ?? null;
  const [{ data, error, fetching }, again] = useQuery({ query: StateProfile, variables: { state: code, asOf } });
  if (data?.stateProfile) return <Loaded profile={data.stateProfile} key={code} />;
  return (
    <Page title={formatMessage({ id: "reports.states.title" })}>
      {fetching && <Waiting />}
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!fetching && !error && (
        <Empty
          title={<FormattedMessage id="reports.state.unknown" values={{ code: <code>{code}</code> }} />}
          hint={<FormattedMessage id="reports.state.unknownHint" />}
          action={<AllStates />}
        />
      )}
    </Page>
  );
}

function AllStates() {
  const tongue = useTongue();
  return (
    <Link to="/$tongue/states" params={{ tongue }}>
      <FormattedMessage id="reports.state.allStates" />
    </Link>
  );
}

function Loaded({ profile }: { profile: Profile }) {
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const { asOf: asked } = route.useSearch();
  const { state, asOf, filings } = profile;
  const name = state.name?.content ?? state.code;
  const readAt = asOf === 0 ? null : asOf;
  // A State can say a great deal: who it is here and what it filed are painted first, and the rest in pieces, between which
  // the page does what its reader asks.
  const told = useDeferredValue<Profile | null>(profile, null);
  return (
    <Page
      title={name}
      heading={state.name ? <Localised text={state.name} isPlain={!state.name.isFallback} /> : state.code}
      above={
        <p className="small">
          <AllStates />
        </p>
      }
      intro={
        <p>
          <FormattedMessage
            id={isSignedIn ? "reports.state.introReadable" : "reports.state.introPublic"}
            values={{ position: asOf }}
          />
        </p>
      }
      actions={
        <>
          <Link to="/$tongue/comparison" params={{ tongue }} search={{ states: state.code }}>
            <FormattedMessage id="reports.state.compare" />
          </Link>
          <DocumentButton documents={[{ is: "profile", state: state.code, asOf: readAt }]} />
        </>
      }
    >
      <AsOfNote asOf={asked} />
      <Facts state={state} />
      {isSignedIn && <Own state={state.code} />}
      <Filings state={state.code} filings={filings} />
      {told?.asOf === asOf ? <Told profile={told} name={name} /> : <Waiting />}
    </Page>
  );
}

/** What a State says, and how to keep it. */
function Told({ profile, name }: { profile: Profile; name: string }) {
  const { formatMessage } = useIntl();
  const { state, asOf, provisions, needs, contacts } = profile;
  return (
    <>
      <Says provisions={provisions} />
      {needs.length > 0 && (
        <Folded title={<Counted id="reports.state.needs" count={needs.length} />}>
          <div className={style.provision}>
            <Answers answers={needs} />
          </div>
        </Folded>
      )}
      <Suspense>
        <NoticesOf state={state.code} />
        <ProposalsOfState state={state.code} />
        <PointsOfContactOf state={state.code} />
      </Suspense>
      {contacts.length > 0 && (
        <Folded title={<Counted id="reports.state.contacts" count={contacts.length} />}>
          <p className={style.note}>
            <FormattedMessage id="reports.state.contactsNote" />
          </p>
          <div className={style.provision}>
            <Answers answers={contacts} />
          </div>
        </Folded>
      )}
      <Keep
        position={asOf}
        citation={(values) => formatMessage({ id: "reports.state.citation" }, { state: name, ...values })}
        about={{ state: state.code, name }}
        file={`normtrack-state-${state.code}-${asOf}`}
        sheet={() => sheetOf(provisions)}
        hasFigures={false}
      />
    </>
  );
}

function Counted({ id, count }: { id: "reports.state.needs" | "reports.state.contacts"; count: number }) {
  return (
    <span className={style.head}>
      <FormattedMessage id={id} />
      <span className={style.count}>
        <FormattedMessage id="reports.state.answers" values={{ count }} />
      </span>
    </span>
  );
}

type Filing = NonNullable<StateProfileQuery["stateProfile"]>["filings"][number];

function Filings({ state, filings }: { state: string; filings: readonly Filing[] }) {
  const tongue = useTongue();
  const rounds = useMemo(() => [...new Set(filings.flatMap(({ round }) => round?.key ?? []))], [filings]);
  const [before, after] = rounds.slice(-2);
  return (
    <section aria-labelledby="filings" className={style.section}>
      <h2 id="filings">
        <FormattedMessage id="reports.state.filings" />
      </h2>
      {filings.length === 0 ? (
        <Empty
          title={<FormattedMessage id="reports.state.noFilings" />}
          hint={<FormattedMessage id="reports.state.noneTold" />}
        />
      ) : (
        <div className="wide" role="region" aria-labelledby="filings" tabIndex={0}>
          <table className={style.filings}>
            <thead>
              <tr>
                {(["position", "act", "round", "when"] as const).map((column) => (
                  <th key={column} scope="col">
                    <FormattedMessage id={`register.column.${column}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {filings.map(({ id, position, kind, round, filedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
                      <FormattedNumber value={position} />
                    </Link>
                  </th>
                  <td>
                    <FormattedMessage id={ACTS[kind]} />
                  </td>
                  <td>
                    {round && (
                      <Link to="/$tongue/coverage/$round" params={{ tongue, round: round.key }} search={{}}>
                        <Localised text={round.title} isPlain />
                      </Link>
                    )}
                  </td>
                  <td>
                    <Instant at={filedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="small">
        <Link to="/$tongue/register" params={{ tongue }}>
          <FormattedMessage id="shell.nav.register" />
        </Link>
        {before !== undefined && after !== undefined && (
          <>
            {" · "}
            <Link to="/$tongue/differences/rounds" params={{ tongue }} search={{ state, before, after }}>
              <FormattedMessage id="reports.state.changes" />
            </Link>
          </>
        )}
      </p>
    </section>
  );
}

/** For the State's own people: the working files that stand behind it. */
function Own({ state }: { state: string }) {
  const tongue = useTongue();
  const [{ data }] = useQuery({ query: WorkingFiles, variables: { state } });
  const files = data?.submissions ?? [];
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files" className={style.section}>
      <h2 id="files">
        <FormattedMessage id="reports.state.files" />
      </h2>
      <ul role="list">
        {files.map(({ id, stage, round }) => (
          <li key={id}>
            <Link to="/$tongue/submissions/$id/review" params={{ tongue, id: String(id) }}>
              <Localised text={round.title} isPlain />
            </Link>
            {" · "}
            <FormattedMessage id={STAGES[stage]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every answer shown as a row, by provision: an answer about two provisions has two. */
function sheetOf(provisions: readonly Provision[]): Sheet {
  return {
    columns: ["provision", "adoption", "question", "prompt", "standing", "options", "answer", "citation"],
    rows: provisions.flatMap(({ provision, adoption, answers }) =>
      answers.map((answer) => [
        provision?.code ?? null,
        adoption,
        answer.questionCode,
        answer.question?.prompt?.content ?? null,
        ...rowOf(answer),
        answer.citation,
      ]),
    ),
  };
}
