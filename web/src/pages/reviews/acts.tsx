import { useState } from "react";
import { FormattedMessage } from "react-intl";

import type { ReviewSide } from "../../gql/graphql";
import { Act } from "../../widgets/entries/act";
import shared from "../../widgets/entries/entries.module.css";
import { instantOf } from "../survey/readers";
import {
  AcceptReview,
  AgreeToPublishReview,
  DeclineReview,
  EndReview,
  ExtendReview,
  WithdrawReviewAgreement,
} from "./acting-documents";
import type { Whole } from "./documents";
import { useNames } from "./reviewer";
import { REFUSALS } from "./refusals";
import style from "./reviews.module.css";
import { goesOn, isUnderWay } from "./rights";
import { UntilField } from "./until-field";

interface Props {
  review: Whole;
  onAnew: () => void;
}

/** An invitation, to be taken up or turned down. */
export function Answering({ review, onAnew }: Props) {
  const names = useNames()(review);
  const input = { id: review.id };
  const ends = { values: names, onDone: onAnew, onAnew };
  return (
    <div className={`no-print ${shared.acts}`}>
      <Act
        refusals={REFUSALS}
        words={{ act: "reviews.accept", means: ["reviews.acceptMeans"], now: "reviews.acceptNow" }}
        isPrimary
        run={(client) => client.mutation(AcceptReview, { input }).toPromise()}
        {...ends}
      />
      <Act
        refusals={REFUSALS}
        words={{ act: "reviews.decline", means: ["reviews.declineMeans"], now: "reviews.declineNow" }}
        run={(client) => client.mutation(DeclineReview, { input }).toPromise()}
        {...ends}
      />
    </div>
  );
}

/** Both sides agree to publish exactly these two texts, or none is published. */
export function Agreeing({ review, sides, onAnew }: Props & { sides: readonly ReviewSide[] }) {
  const names = useNames()(review);
  const { id, pair, stage, agreedBy } = review;
  if (stage !== "REPLIED" || !pair || !isUnderWay(review)) return null;
  const values = { ...names, review: pair.review, reply: pair.reply };
  return (
    <section aria-labelledby="agreeing" className={`no-print ${style.after}`}>
      <h2 id="agreeing">
        <FormattedMessage id="reviews.publishing" />
      </h2>
      <p>
        <FormattedMessage id="reviews.bothOrNeither" values={values} />
      </p>
      <p>
        {agreedBy ? (
          <FormattedMessage
            id="reviews.hasAgreed"
            values={{ side: agreedBy === "STATE" ? names.state : names.reviewer }}
          />
        ) : (
          <FormattedMessage id="reviews.nobodyAgreed" />
        )}
      </p>
      {sides.length === 0 && (
        <p className={shared.note}>
          <FormattedMessage id="reviews.authorityDecides" />
        </p>
      )}
      <div className={shared.acts}>
        {sides.map((side) =>
          agreedBy === side ? (
            <Act
              refusals={REFUSALS}
              key={side}
              words={{ act: "reviews.takeBack", means: ["reviews.takeBackMeans"], now: "reviews.takeBackNow" }}
              values={values}
              run={(client) => client.mutation(WithdrawReviewAgreement, { input: { id, side } }).toPromise()}
              onDone={onAnew}
              onAnew={onAnew}
            />
          ) : (
            <Act
              refusals={REFUSALS}
              key={side}
              words={{
                act: "reviews.agree",
                means: ["reviews.agreeMeans", agreedBy ? "reviews.agreePublishes" : "reviews.agreeWaits"],
                now: agreedBy ? "reviews.agreePublishNow" : "reviews.agreeNow",
              }}
              values={values}
              isPrimary
              run={(client) =>
                client
                  .mutation(AgreeToPublishReview, {
                    input: { id, side, reviewVersion: pair.review, replyVersion: pair.reply },
                  })
                  .toPromise()
              }
              onDone={onAnew}
              onAnew={onAnew}
            />
          ),
        )}
      </div>
    </section>
  );
}

/** What the State does about the date: a later one, or an end. */
export function Lasting({ review, onAnew }: Props) {
  const [local, setLocal] = useState("");
  const names = useNames()(review);
  const { id } = review;
  if (!goesOn(review)) return null;
  const until = instantOf(local);
  return (
    <section aria-labelledby="lasting" className={`no-print ${style.after}`}>
      <h2 id="lasting">
        <FormattedMessage id="reviews.lasting" />
      </h2>
      <div className={shared.acts}>
        {!review.isFilingWithdrawn && (
          <Act
            refusals={REFUSALS}
            words={{ act: "reviews.extend", means: ["reviews.extendMeans"], now: "reviews.extendNow" }}
            values={names}
            isReady={until !== null && Date.parse(until) > Date.parse(review.until)}
            run={(client) => client.mutation(ExtendReview, { input: { id, until: until ?? "" } }).toPromise()}
            onDone={() => {
              setLocal("");
              onAnew();
            }}
            onAnew={onAnew}
          >
            <UntilField label="reviews.newUntil" value={local} onChange={setLocal} />
          </Act>
        )}
        <Act
          refusals={REFUSALS}
          words={{ act: "reviews.end", means: ["reviews.endMeans"], now: "reviews.endNow" }}
          values={names}
          run={(client) => client.mutation(EndReview, { input: { id } }).toPromise()}
          onDone={onAnew}
          onAnew={onAnew}
        />
      </div>
    </section>
  );
}
