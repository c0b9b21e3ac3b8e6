import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { useTongue } from "../../widgets";
import { Words } from "../../widgets/words";
import { useReader } from "../capacity/reading";
import { ReviewsOfFiling } from "./documents";
import { Entries } from "./entry";
import style from "./reviews.module.css";
import { invitesFor } from "./rights";

interface Props {
  position: number;
  state: string | undefined;
}

/** What was published about a filing, and the way to invite somebody to review it. */
export function OfFiling({ position, state }: Props) {
  const tongue = useTongue();
  const { memberships } = useReader();
  const [{ data }] = useQuery({ query: ReviewsOfFiling, variables: { position }, requestPolicy: "cache-and-network" });
  const filing = data?.filing;
  const invites = filing?.status === "STANDING" && invitesFor(memberships, state);
  const published = filing?.publishedReviews ?? [];
  if (!invites && published.length === 0) return null;
  return (
    <Words of="reviews">
      <section aria-labelledby="reviews" className={style.after}>
        <h2 id="reviews">
          <FormattedMessage id="reviews.title" />
        </h2>
        {published.length > 0 && <Entries reviews={published} />}
        {invites && (
          <p className="no-print">
            <Link
              className="button"
              to="/$tongue/filings/$position/invite"
              params={{ tongue, position: String(position) }}
            >
              <FormattedMessage id="reviews.invite" />
            </Link>
          </p>
        )}
      </section>
    </Words>
  );
}
