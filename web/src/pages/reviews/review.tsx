import { useRef } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useIsSignedIn, useSession } from "../../app/session";
import type { ReviewSide } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Empty, FaultNote, Instant, Page, useTongue, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { codeOf } from "../../widgets/fault";
import { Words } from "../../widgets/words";
import { Cite } from "../capacity/cite";
import { Party } from "../capacity/party";
import { useReader } from "../capacity/reading";
import { Agreeing, Answering, Lasting } from "./acts";
import { Answers } from "./answers";
import { OneReview, type OnRecord, type Whole } from "./documents";
import { Reviewer, useNames } from "./reviewer";
import style from "./reviews.module.css";
import { goesOn, isUnderWay, rightsOver } from "./rights";
import { Standing } from "./standing";
import { Texts } from "./texts";
import { useReread } from "./use-reread";
import { Writing } from "./writing";

const route = getRouteApi("/$tongue/reviews/$id");

/** One review, as each side of it and everybody else reads it. */
export function ReviewPage() {
  const { id } = route.useParams();
  return (
    <Words of="reviews">
      <One key={id} id={id} />
    </Words>
  );
}

/** The way back to all of them. */
function ToAll() {
  const tongue = useTongue();
  return (
    <p className={`no-print ${style.back}`}>
      <Link to="/$tongue/reviews" params={{ tongue }}>
        <FormattedMessage id="reviews.title" />
      </Link>
    </p>
  );
}

function One({ id }: { id: string }) {
  const { formatMessage } = useIntl();
  // What stands changes by what the other side does: it is asked for each time.
  const [{ data, error, fetching }, again] = useQuery({
    query: OneReview,
    variables: { id },
    requestPolicy: "network-only",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  const reader = useReader();
  // Without a connection it stays as it was read, and what is typed beside it; for nobody else who signs in here meanwhile.
  const { person } = useSession();
  const last = useRef<{ person: number; review?: Whole | null | undefined }>({ person });
  if (last.current.person !== person) last.current = { person };
  if (!fetching && !error?.networkError) last.current.review = data?.review;
  const { review } = last.current;
  const isNone = error !== undefined && ["NOT_FOUND", "INVALID"].includes(codeOf(error));
  if (review && reader.isKnown) return <Loaded review={review} reader={reader} onAnew={anew} />;
  return (
    <Page title={formatMessage({ id: "reviews.title" })} above={<ToAll />}>
      {(fetching || !reader.isKnown) && <Waiting />}
      {!isNone && <FaultNote error={error} retry={anew} />}
      {!fetching && (isNone || (!error && !review)) && (
        <Empty title={<FormattedMessage id="reviews.noSuch" />} hint={<FormattedMessage id="reviews.noSuchHint" />} />
      )}
    </Page>
  );
}

interface LoadedProps {
  review: Whole;
  reader: ReturnType<typeof useReader>;
  onAnew: () => void;
}

const SIDES: readonly ReviewSide[] = ["REVIEWER", "STATE"];

function Loaded({ review, reader: { account, memberships }, onAnew }: LoadedProps) {
  const { formatMessage } = useIntl();
  const names = useNames()(review);
  const { stage, position, published, sides, texts } = review;
  const rights = {
    STATE: rightsOver(memberships, "STATE", review),
    REVIEWER: rightsOver(memberships, "REVIEWER", review),
  };
  const isOpen = isUnderWay(review);
  // A session that the service ended leaves the page as it is.
  const isSignedIn = useIsSignedIn();
  useReread(isSignedIn && sides.length > 0 && goesOn(review), onAnew);
  const isAnswered = stage !== "INVITED";
  const writing = SIDES.filter((side) => {
    if (account === null || !isOpen || !isAnswered || !rights[side].drafts) return false;
    return side === "REVIEWER" || texts.length > 0;
  });
  const deciding = SIDES.filter((side) => rights[side].decides);
  return (
    <Page
      title={formatMessage({ id: "reviews.reviewBy" }, names)}
      above={<ToAll />}
      intro={
        <p>
          <FormattedMessage
            id="reviews.ofBy"
            values={{
              state: <Party key="state" of={{ state: review.state }} />,
              reviewer: <Reviewer key="reviewer" of={review.reviewer} />,
            }}
          />
        </p>
      }
    >
      <Standing review={review} isLive />
      {published && (
        <p>
          <FormattedMessage id="reviews.publishedOn" values={{ at: <Instant key="at" at={published.publishedAt} /> }} />
        </p>
      )}
      {review.reviewer.email && sides.includes("STATE") && (
        <p className={shared.note}>
          <FormattedMessage id="reviews.byMail" values={{ email: <bdi key="email">{review.reviewer.email}</bdi> }} />
        </p>
      )}
      {stage === "INVITED" && isOpen && sides.includes("REVIEWER") && (
        <>
          {rights.REVIEWER.decides ? (
            <Answering review={review} onAnew={onAnew} />
          ) : (
            <p className={shared.note}>
              <FormattedMessage id="reviews.authorityDecides" />
            </p>
          )}
        </>
      )}
      <Texts review={review} />
      <Agreeing review={review} sides={deciding} onAnew={onAnew} />
      <div className={writing.length > 0 ? style.desk : undefined}>
        <Answers review={review} />
        {writing.length > 0 && (
          <div>
            {writing.map((side) => (
              <Writing
                key={`${account} ${side}`}
                review={review}
                side={side}
                account={account ?? ""}
                decides={rights[side].decides}
                onAnew={onAnew}
              />
            ))}
          </div>
        )}
      </div>
      {SIDES.filter((side) => !writing.includes(side) && !published).map((side) => (
        <Drafted key={side} draft={side === "STATE" ? review.replyDraft : review.draft} side={side} />
      ))}
      {rights.STATE.decides && <Lasting review={review} onAnew={onAnew} />}
      {published && (
        <Cite
          citation={(values) =>
            formatMessage(
              { id: "reviews.citation" },
              { ...values, ...names, position, review: published.review.version, reply: published.reply.version },
            )
          }
        />
      )}
    </Page>
  );
}

/** What is being written, where it is only read. */
function Drafted({ draft, side }: { draft: OnRecord; side: ReviewSide }) {
  if (!draft || draft.content === "") return null;
  const tongue = tongueOf(draft.language);
  return (
    <section aria-labelledby={`drafted-${side}`} className={style.after}>
      <h2 id={`drafted-${side}`}>
        <FormattedMessage id={side === "STATE" ? "reviews.draftedReply" : "reviews.drafted"} />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="reviews.draftedNote" />
      </p>
      <div className={style.text} lang={tongue} dir={directionOf(tongue)}>
        {draft.content}
      </div>
    </section>
  );
}
