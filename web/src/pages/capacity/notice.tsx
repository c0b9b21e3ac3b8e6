import { lazy, Suspense } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useIsSignedIn } from "../../app/session";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { Words } from "../../widgets/words";
import { About, type Whole } from "./about";
import { Acts } from "./acts";
import type { Side } from "./address";
import style from "./capacity.module.css";
import { Cite } from "./cite";
import { OneNotice } from "./documents";
import { History, Wordings } from "./history";
import { isInTheMaking, partyOf } from "./listing";
import { MatchingNeeds, MatchingOffers } from "./matches";
import { CapacityNavigation } from "./navigation";
import { Party } from "./party";
import { useReader } from "./reading";
import { rightsOver } from "./rights";
import { TABLES, TakeAway } from "./take-away";
import { STAGES } from "./words";

// Few of those who read also write.
const Writing = lazy(async () => ({ default: (await import("./writing")).Writing }));

const need = getRouteApi("/$tongue/needs/$id/{-$act}");
const offer = getRouteApi("/$tongue/offers/$id/{-$act}");

/** One need, with the offers that meet it; or a need being written. */
export function NeedPage() {
  const { id, act } = need.useParams();
  return <At side="need" id={id} act={act} />;
}

/** One offer, with the needs that it meets; or an offer being written. */
export function OfferPage() {
  const { id, act } = offer.useParams();
  return <At side="offer" id={id} act={act} />;
}

function At({ side, id, act }: { side: Side; id: string; act?: string | undefined }) {
  const isNew = id === "new";
  return (
    <Words of="capacity">
      {isNew || act !== undefined ? (
        <Suspense fallback={<Waiting />}>
          <Writing key={id} side={side} id={isNew ? null : id} />
        </Suspense>
      ) : (
        <OneOf key={id} side={side} id={id} />
      )}
    </Words>
  );
}

function OneOf({ side, id }: { side: Side; id: string }) {
  const { formatMessage } = useIntl();
  const [{ data, error, fetching }, again] = useQuery({
    query: OneNotice,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  const found = data?.node;
  if (found?.__typename === "Need" && side === "need") return <Loaded side={side} notice={found} onAnew={anew} />;
  if (found?.__typename === "Offer" && side === "offer") return <Loaded side={side} notice={found} onAnew={anew} />;
  return (
    <Page
      title={formatMessage({ id: side === "need" ? "capacity.needs" : "capacity.offers" })}
      above={<CapacityNavigation />}
    >
      {fetching && <Waiting />}
      <FaultNote error={error} retry={anew} />
      {!fetching && !error && (
        <Empty
          title={<FormattedMessage id={side === "need" ? "capacity.noSuchNeed" : "capacity.noSuchOffer"} />}
          hint={<FormattedMessage id="capacity.noSuchHint" />}
        />
      )}
    </Page>
  );
}

interface LoadedProps {
  side: Side;
  notice: Whole;
  onAnew: () => void;
}

function Loaded({ side, notice, onAnew }: LoadedProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const { memberships } = useReader();
  const rights = rightsOver(memberships, notice);
  const { id, title, description, stage, revision, revisions, wordings, sharing } = notice;
  const goesOn = stage === "DRAFTED" || stage === "RELEASED";
  const party = partyOf(notice);
  return (
    <Page
      title={title?.content ?? formatMessage({ id: side === "need" ? "capacity.need" : "capacity.offer" })}
      heading={<Localised text={title} isPlain={!title?.isFallback} />}
      above={<CapacityNavigation />}
      intro={
        <p>
          <FormattedMessage id={side === "need" ? "capacity.need" : "capacity.offer"} />
          {" · "}
          <Party of={notice} />
        </p>
      }
      {...(rights.drafts &&
        goesOn && {
          actions: (
            <Link
              className="button"
              to={side === "need" ? "/$tongue/needs/$id/{-$act}" : "/$tongue/offers/$id/{-$act}"}
              params={{ tongue, id, act: "revise" }}
            >
              <FormattedMessage id="capacity.revise" />
            </Link>
          ),
        })}
    >
      <Standing side={side} notice={notice} isOwn={rights.isOwn} />
      {description && <Localised as="p" text={description} isPlain={!description.isFallback} />}
      <About notice={notice} />
      {wordings.length > 1 && (
        <Folded title={<FormattedMessage id="capacity.everyLanguage" />}>
          <Wordings wordings={wordings} />
        </Folded>
      )}
      {rights.isOwn && <Acts side={side} notice={notice} rights={rights} onAnew={onAnew} />}
      {goesOn &&
        (side === "need" ? <MatchingOffers need={notice} isOwn={rights.isOwn} /> : <MatchingNeeds offer={id} />)}
      <History revisions={revisions} released={notice.releasedRevision} isOwn={rights.isOwn} />
      {notice.releasedAt && (
        <Cite
          citation={(values) =>
            formatMessage(
              { id: side === "need" ? "capacity.needCitation" : "capacity.offerCitation" },
              { ...values, party: party?.name?.content ?? party?.code ?? "", title: title?.content ?? "", revision },
            )
          }
        />
      )}
      {(!isSignedIn || sharing?.visibility === "PUBLIC") && <TakeAway tables={TABLES[side]} />}
    </Page>
  );
}

/** Where it stands, and since when. */
function Standing({ side, notice, isOwn }: { side: Side; notice: Whole; isOwn: boolean }) {
  const { stage, releasedAt, endedAt, revision, releasedRevision } = notice;
  return (
    <div className={style.standing} data-stage={stage}>
      <p>
        {(stage !== "RELEASED" || !releasedAt) && (
          <strong>
            <FormattedMessage id={STAGES[side][stage]} />
          </strong>
        )}
        {endedAt && (
          <>
            {" "}
            <FormattedMessage
              id={stage === "WITHDRAWN" ? "capacity.withdrawnOn" : "capacity.closedOn"}
              values={{ at: <Instant key="at" at={endedAt} /> }}
            />
          </>
        )}
        {releasedAt && (
          <>
            {stage !== "RELEASED" && " · "}
            <FormattedMessage id="capacity.releasedOn" values={{ at: <Instant key="at" at={releasedAt} /> }} />
          </>
        )}
      </p>
      {isOwn && stage === "DRAFTED" && (
        <p>
          <FormattedMessage id="capacity.onlyOwn" />
        </p>
      )}
      {isOwn && stage === "RELEASED" && isInTheMaking(notice) && (
        <p>
          <FormattedMessage id="capacity.othersReadOlder" values={{ revision, released: releasedRevision ?? 0 }} />
        </p>
      )}
    </div>
  );
}
