import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { Instant, useTongue } from "../../widgets";
import type { Head } from "./documents";
import { useNames } from "./reviewer";
import style from "./reviews.module.css";
import { goesOn, nextOf } from "./rights";
import { STAGES } from "./words";

/** Where a review stands, until when, and what comes next and whose it is. */
export function Standing({ review, isLive = false }: { review: Head; isLive?: boolean }) {
  const { stage, until, endedAt, isExpired, isFilingWithdrawn, position } = review;
  const tongue = useTongue();
  const names = useNames()(review);
  const next = nextOf(review);
  return (
    <div className={style.standing}>
      <p {...(isLive && { role: "status" })}>
        <strong>
          <FormattedMessage id={STAGES[stage]} />
        </strong>
        {endedAt && (
          <>
            {", "}
            <Instant at={endedAt} />
          </>
        )}
        {next && (
          <>
            {" · "}
            <FormattedMessage id={next} values={names} />
          </>
        )}
      </p>
      {goesOn(review) && (
        <p>
          <FormattedMessage
            id={isExpired ? "reviews.wasUntil" : "reviews.until"}
            values={{ at: <Instant key="at" at={until} /> }}
          />
        </p>
      )}
      <p>
        <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
          <FormattedMessage id="reviews.ofFiling" values={{ position }} />
        </Link>
        {isFilingWithdrawn && (
          <>
            {" · "}
            <FormattedMessage id="reviews.filingWithdrawn" />
          </>
        )}
      </p>
    </div>
  );
}
