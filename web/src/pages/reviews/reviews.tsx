import { useMemo } from "react";
import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";

import { useAllPages } from "../../app/all-pages";
import type { ReviewsListedQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { ANEW, useReader } from "../capacity/reading";
import { filterOf, isNarrowed, type ReviewsView } from "./address";
import { type Head, ReviewsListed } from "./documents";
import { Entries } from "./entry";
import { Narrowing } from "./narrowing";
import style from "./reviews.module.css";

const route = getRouteApi("/$tongue/reviews");

/** The reviews of one's own sides, and what was published. */
export function ReviewsPage() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: ReviewsView) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <Words of="reviews">
      <Reviews view={view} onView={go} />
    </Words>
  );
}

const pageOf = (data: ReviewsListedQuery) => data.reviews;

function Reviews({ view, onView }: { view: ReviewsView; onView: (view: ReviewsView) => void }) {
  const { formatMessage } = useIntl();
  const { account } = useReader();
  const variables = useMemo(() => ({ filter: filterOf(view) }), [view]);
  const { nodes, isComplete, error, retry } = useAllPages(ReviewsListed, variables, pageOf, ANEW);
  const opened = nodes.filter(({ sides }) => sides.includes("STATE"));
  const asked = nodes.filter(({ sides }) => sides.includes("REVIEWER"));
  const published = nodes.filter(({ sides, stage }) => sides.length === 0 && stage === "PUBLISHED");
  return (
    <Page
      title={formatMessage({ id: "reviews.title" })}
      intro={
        <>
          <p>
            <FormattedMessage id="reviews.intro" />
          </p>
          <p>
            <FormattedMessage id="reviews.noScore" />
          </p>
        </>
      }
    >
      <Narrowing hasSides={account !== null} view={view} onChange={onView} />
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      {isComplete && nodes.length === 0 && (
        <Empty
          title={<FormattedMessage id="reviews.none" />}
          hint={
            <FormattedMessage
              id={
                isNarrowed(view) ? "capacity.noneHere" : account === null ? "reviews.noneHint" : "reviews.noneOwnHint"
              }
            />
          }
        />
      )}
      <Part id="asked" title="reviews.asked" note="reviews.ownNote" reviews={asked} />
      <Part id="opened" title="reviews.opened" note="reviews.ownNote" reviews={opened} />
      <Part id="published" title="reviews.published" note="reviews.publishedNote" reviews={published} />
    </Page>
  );
}

interface PartProps {
  id: string;
  title: MessageId;
  note: MessageId;
  reviews: readonly Head[];
}

function Part({ id, title, note, reviews }: PartProps) {
  if (reviews.length === 0) return null;
  return (
    <section aria-labelledby={id} className={style.after}>
      <h2 id={id}>
        <FormattedMessage id={title} />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id={note} />
      </p>
      <Entries reviews={reviews} />
    </section>
  );
}
