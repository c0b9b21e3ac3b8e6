import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import { useTongue } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import style from "./capacity.module.css";

const NoticesOfState = graphql(`
  query NoticesOfState($state: String!) {
    needs(filter: { states: [$state] }, first: 1) {
      totalCount
    }
    offers(filter: { states: [$state] }, first: 1) {
      totalCount
    }
  }
`);

/** The way to what a State needs and offers, where there is anything that the reader may read. */
export function NoticesOf({ state }: { state: string }) {
  const [{ data }] = useQuery({ query: NoticesOfState, variables: { state }, requestPolicy: "cache-and-network" });
  const tongue = useTongue();
  if (!data || data.needs.totalCount + data.offers.totalCount === 0) return null;
  return (
    <Words of="capacity">
      <section aria-labelledby="notices" className={style.after}>
        <h2 id="notices">
          <FormattedMessage id="capacity.ofState" />
        </h2>
        <p className={shared.note}>
          <FormattedMessage id="capacity.ofStateNote" />
        </p>
        <ul role="list" className={shared.line}>
          {data.needs.totalCount > 0 && (
            <li>
              <Link to="/$tongue/needs" params={{ tongue }} search={{ by: state }}>
                <FormattedMessage id="capacity.foundNeeds" values={{ count: data.needs.totalCount }} />
              </Link>
            </li>
          )}
          {data.offers.totalCount > 0 && (
            <li>
              <Link to="/$tongue/offers" params={{ tongue }} search={{ by: state }}>
                <FormattedMessage id="capacity.foundOffers" values={{ count: data.offers.totalCount }} />
              </Link>
            </li>
          )}
        </ul>
      </section>
    </Words>
  );
}
