import { FormattedMessage, useIntl } from "react-intl";

import { useAllPages } from "../../app/all-pages";
import type { ReviewsListedQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { ANEW, useReader } from "../capacity/reading";
import { type Head, ReviewsListed } from "./documents";
import { Entries } from "./entry";
import style from "./reviews.module.css";

/** The reviews of one's own sides, and what was published. */
export function ReviewsPage() {
  return (
    <Words of="reviews">
      <Reviews />
    </Words>
  );
}

const pageOf = (data: ReviewsListedQuery) => data.reviews;
const EVERY = {};

function Reviews() {
  const { formatMessage } = useIntl();
  const { account } = useReader();
  const { nodes, isComplete, error, retry } = useAllPages(ReviewsListed, EVERY, pageOf, ANEW);
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
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      {isComplete && nodes.length === 0 && (
        <Empty
          title={<FormattedMessage id="reviews.none" />}
          hint={<FormattedMessage id={account === null ? "reviews.noneHint" : "reviews.noneOwnHint"} />}
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
      <p className={style.note}>
        <FormattedMessage id={note} />
      </p>
      <Entries reviews={reviews} />
    </section>
  );
}
