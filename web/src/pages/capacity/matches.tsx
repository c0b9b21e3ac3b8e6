import { useEffect, useMemo, useState, type ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { type AllPages, useAllPages } from "../../app/all-pages";
import type { NeedsMetQuery, OffersMeetingQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { Day, FaultNote, Instant, Localised, useTongue, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import style from "./capacity.module.css";
import { NeedsMet, OffersMeeting, type Reason } from "./documents";
import { Heard, useHeard } from "./heard";
import { byName, type Owned } from "./listing";
import { Party } from "./party";
import { ANEW, hasArea, useChoices, useGroups } from "./reading";
import { Reasons } from "./reasons";

type OfferMatch = Extract<OffersMeetingQuery["node"], { __typename: "Need" }>["matchingOffers"]["nodes"][number];
type NeedMatch = Extract<NeedsMetQuery["node"], { __typename: "Offer" }>["matchingNeeds"]["nodes"][number];

const offersIn = ({ node }: OffersMeetingQuery) => (node?.__typename === "Need" ? node.matchingOffers : null);
const needsIn = ({ node }: NeedsMetQuery) => (node?.__typename === "Offer" ? node.matchingNeeds : null);

/** What was read last stays in sight while it is read again. */
function useStaying<Node>({ nodes, isComplete }: AllPages<Node>): readonly Node[] | null {
  const [last, setLast] = useState<readonly Node[] | null>(null);
  useEffect(() => {
    if (isComplete) setLast(nodes);
  }, [nodes, isComplete]);
  return isComplete ? nodes : last;
}

interface OffersProps {
  need: { id: string; revisedAt: string } & Owned;
  /** Whether those who read are told of offers as they come: the State's own people. */
  isOwn: boolean;
}

/** The offers that meet a need, by name, each with its reasons. */
export function MatchingOffers({ need, isOwn }: OffersProps) {
  const tongue = useTongue();
  const read = useAllPages(OffersMeeting, { id: need.id }, offersIn, ANEW);
  const matches = useStaying(read);
  const sorted = useMemo(
    () => byName(matches ?? [], localeOf(tongue), ({ offer }: OfferMatch) => offer),
    [matches, tongue],
  );
  const { heard, isNew } = useHeard(isOwn ? need : null, matches, read.retry);
  return (
    <Matches read={read} isThere={matches !== null} count={sorted.length} title="capacity.offersMeeting">
      {isOwn && <Heard offers={heard} />}
      <ul role="list" className={shared.entries}>
        {sorted.map(({ offer, reasons }) => (
          <li key={offer.id}>
            <Match
              of={offer}
              to="/$tongue/offers/$id/{-$act}"
              reasons={reasons}
              more={
                offer.until && (
                  <>
                    {" · "}
                    <FormattedMessage id="capacity.untilDay" values={{ day: <Day key="day" on={offer.until} /> }} />
                  </>
                )
              }
              isNew={isNew(offer.id)}
            />
          </li>
        ))}
      </ul>
    </Matches>
  );
}

/** The needs that an offer meets, by name, each with its reasons. */
export function MatchingNeeds({ offer }: { offer: string }) {
  const tongue = useTongue();
  const read = useAllPages(NeedsMet, { id: offer }, needsIn, ANEW);
  const matches = useStaying(read);
  const sorted = useMemo(
    () => byName(matches ?? [], localeOf(tongue), ({ need }: NeedMatch) => need),
    [matches, tongue],
  );
  return (
    <Matches read={read} isThere={matches !== null} count={sorted.length} title="capacity.needsMet">
      <ul role="list" className={shared.entries}>
        {sorted.map(({ need, reasons }) => (
          <li key={need.id}>
            <Match of={need} to="/$tongue/needs/$id/{-$act}" reasons={reasons} />
          </li>
        ))}
      </ul>
    </Matches>
  );
}

interface MatchesProps {
  read: Pick<AllPages<unknown>, "error" | "retry">;
  isThere: boolean;
  count: number;
  title: "capacity.offersMeeting" | "capacity.needsMet";
  children: ReactNode;
}

function Matches({ read, isThere, count, title, children }: MatchesProps) {
  return (
    <section aria-labelledby="matches" className={style.after}>
      <h2 id="matches">
        <FormattedMessage id={title} />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="capacity.matchesNote" />
      </p>
      <FaultNote error={read.error} retry={read.retry} />
      {!isThere && !read.error && <Waiting />}
      {isThere && count === 0 && (
        <p className="muted">
          <FormattedMessage id="capacity.noMatches" />
        </p>
      )}
      {isThere && children}
    </section>
  );
}

interface MatchProps {
  of: Owned & {
    id: string;
    title?: Parameters<typeof Localised>[0]["text"];
    releasedAt?: string | null;
  };
  to: "/$tongue/needs/$id/{-$act}" | "/$tongue/offers/$id/{-$act}";
  reasons: readonly Reason[];
  more?: ReactNode;
  isNew?: boolean;
}

function Match({ of, to, reasons, more, isNew = false }: MatchProps) {
  const tongue = useTongue();
  const { choices } = useChoices();
  const codes = reasons.flatMap(({ group }) => (group ? [group] : []));
  const groups = useGroups(choices, hasArea(codes));
  return (
    <article className={shared.entry}>
      <p className={shared.where}>
        <Party of={of} />
        {of.releasedAt && (
          <>
            {" · "}
            <FormattedMessage id="capacity.releasedOn" values={{ at: <Instant key="at" at={of.releasedAt} /> }} />
          </>
        )}
        {more}
        {isNew && (
          <span className={style.mark}>
            <FormattedMessage id="capacity.newHere" />
          </span>
        )}
      </p>
      <h3>
        <Link to={to} params={{ tongue, id: of.id }}>
          <Localised text={of.title} isPlain={!of.title?.isFallback} />
        </Link>
      </h3>
      <p className={style.because}>
        <FormattedMessage id="capacity.because" />
      </p>
      <Reasons reasons={reasons} groups={groups} />
    </article>
  );
}
