import { lazy, Suspense } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { apiLanguage } from "../../i18n/language";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { Cite } from "../capacity/cite";
import { Party } from "../capacity/party";
import { useReader } from "../capacity/reading";
import { Acts } from "./acts";
import type { ProposalView } from "./address";
import { Comments } from "./comments";
import { Differences } from "./differences";
import { OneProposal, type Version, type Whole } from "./documents";
import { isInTheMaking } from "./listing";
import { Names } from "./names";
import style from "./proposals.module.css";
import { rightsOver } from "./rights";
import { Standing } from "./standing";
import { InOneLanguage, Text } from "./text";
import { KINDS } from "./words";

// Few of those who read also write.
const Writing = lazy(async () => ({ default: (await import("./writing")).Writing }));

const route = getRouteApi("/$tongue/proposals/$id/{-$act}");

/** One proposal in one of its versions; or one being written. */
export function ProposalPage() {
  const { id, act } = route.useParams();
  const isNew = id === "new";
  return (
    <Words of="proposals">
      {isNew || act !== undefined ? (
        <Suspense fallback={<Waiting />}>
          <Writing key={id} id={isNew ? null : id} />
        </Suspense>
      ) : (
        <One key={id} id={id} />
      )}
    </Words>
  );
}

/** The way back to all of them. */
export function ToAll() {
  const tongue = useTongue();
  return (
    <p className={`no-print ${style.back}`}>
      <Link to="/$tongue/proposals" params={{ tongue }} search={{}}>
        <FormattedMessage id="proposal.title" />
      </Link>
    </p>
  );
}

function One({ id }: { id: string }) {
  const { formatMessage } = useIntl();
  const view = route.useSearch();
  const tongue = useTongue();
  const [{ data, error, fetching }, again] = useQuery({
    query: OneProposal,
    variables: { id, language: apiLanguage(view.in ?? tongue) },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  const found = data?.node;
  if (found?.__typename === "Proposal") return <Loaded proposal={found} view={view} onAnew={anew} />;
  return (
    <Page title={formatMessage({ id: "proposal.title" })} above={<ToAll />}>
      {fetching && <Waiting />}
      <FaultNote error={error} retry={anew} />
      {!fetching && !error && (
        <Empty title={<FormattedMessage id="proposal.noSuch" />} hint={<FormattedMessage id="proposal.noSuchHint" />} />
      )}
    </Page>
  );
}

interface LoadedProps {
  proposal: Whole;
  view: ProposalView;
  onAnew: () => void;
}

function Loaded({ proposal, view, onAnew }: LoadedProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const reader = useReader();
  const { id, state, stage, versions } = proposal;
  const rights = rightsOver(reader.memberships, state?.code);
  const goesOn = stage === "DRAFTED" || stage === "RELEASED";
  const isWritten = rights.isOwn && isInTheMaking(proposal);
  const named = versions.find(({ number }) => number === view.version);
  // Its own people read what is being written, unless they ask for a version.
  const version: Version | null = named ?? (isWritten ? null : (versions.at(-1) ?? null));
  const content = version?.content ?? proposal.content;
  if (!content) return null;
  const { title, kind } = content;
  const isMissing = view.version !== undefined && named === undefined;
  return (
    <Page
      title={title?.content ?? formatMessage({ id: "proposal.proposal" })}
      heading={<Localised text={title} isPlain={!title?.isFallback} />}
      above={<ToAll />}
      intro={
        <p>
          <span className={style.mark}>
            <FormattedMessage id="proposal.proposal" />
          </span>{" "}
          <FormattedMessage id={KINDS[kind]} />
          {" · "}
          <FormattedMessage id="proposal.ledBy" values={{ state: <Party key="state" of={{ state }} /> }} />
        </p>
      }
      {...(rights.drafts &&
        goesOn && {
          actions: (
            <Link
              className="button"
              to="/$tongue/proposals/$id/{-$act}"
              params={{ tongue, id, act: "edit" }}
              search={{}}
            >
              <FormattedMessage id="capacity.revise" />
            </Link>
          ),
        })}
    >
      {isMissing && (
        <p className="notice" role="note">
          <FormattedMessage id="proposal.noSuchVersion" values={{ number: view.version ?? 0 }} />
        </p>
      )}
      <Standing proposal={proposal} version={version} isOwn={rights.isOwn} />
      <InOneLanguage content={content} view={view} />
      {version?.changes && (
        <section aria-labelledby="changes">
          <h2 id="changes">
            <FormattedMessage id="proposal.changes" />
          </h2>
          <Localised as="p" className={style.text} text={version.changes} isPlain={!version.changes.isFallback} />
        </section>
      )}
      <Text content={content} />
      {rights.isOwn && <Acts proposal={proposal} rights={rights} account={reader.account} onAnew={onAnew} />}
      {version && <Names proposal={proposal} version={version} memberships={reader.memberships} onAnew={onAnew} />}
      {version && (
        <Comments key={version.number} proposal={proposal} version={version} reader={reader} onAnew={onAnew} />
      )}
      <Versions proposal={proposal} shown={version} view={view} />
      {versions.length > 1 && <Differences proposal={proposal} view={view} />}
      {version && (
        <Cite
          search={`?version=${version.number}`}
          citation={(values) =>
            formatMessage(
              { id: "proposal.citation" },
              {
                ...values,
                state: state?.name?.content ?? state?.code ?? "",
                title: title?.content ?? "",
                number: version.number,
              },
            )
          }
        />
      )}
    </Page>
  );
}

interface VersionsProps {
  proposal: Whole;
  shown: Version | null;
  view: ProposalView;
}

/** Every version that is read, the newest first: each is an address of its own. */
function Versions({ proposal, shown, view }: VersionsProps) {
  const tongue = useTongue();
  const { id, versions } = proposal;
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="versions" className={style.after}>
      <h2 id="versions">
        <FormattedMessage id="proposal.versions" />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="proposal.versionsNote" />
      </p>
      <ul role="list" className={style.versions}>
        {versions.toReversed().map(({ number, releasedAt, changes }) => (
          <li key={number}>
            <Link
              to="/$tongue/proposals/$id/{-$act}"
              params={{ tongue, id }}
              search={{ ...view, version: number }}
              {...(number === shown?.number && { "aria-current": "true" as const })}
            >
              <FormattedMessage
                id="proposal.versionReleased"
                values={{ number, at: <Instant key="at" at={releasedAt} /> }}
              />
            </Link>
            {changes && <Localised as="p" className={style.text} text={changes} isPlain={!changes.isFallback} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
