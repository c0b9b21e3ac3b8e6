import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { useTongue } from "../../widgets";
import type { Head } from "./documents";
import { useNames } from "./reviewer";
import style from "./reviews.module.css";
import { Standing } from "./standing";

/** Reviews one after the other, each with where it stands. */
export function Entries({ reviews }: { reviews: readonly Head[] }) {
  const tongue = useTongue();
  const names = useNames();
  return (
    <ul role="list" className={style.entries}>
      {reviews.map((review) => (
        <li key={review.id}>
          <h3>
            <Link to="/$tongue/reviews/$id" params={{ tongue, id: review.id }}>
              <FormattedMessage id="reviews.reviewBy" values={names(review)} />
            </Link>
          </h3>
          <Standing review={review} />
        </li>
      ))}
    </ul>
  );
}
