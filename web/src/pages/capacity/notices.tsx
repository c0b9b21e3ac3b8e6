import { useMemo, useState } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { localeOf } from "../../i18n/language";
import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { type NoticesView, type Side } from "./address";
import { isNarrowed } from "./asking";
import type { Listed } from "./documents";
import { Entry } from "./entry";
import { byName, isInTheMaking, servingText } from "./listing";
import { Narrowing } from "./narrowing";
import { CapacityNavigation } from "./navigation";
import { useChoices, useListed, useReader } from "./reading";
import { partiesFor } from "./rights";
import { TABLES, TakeAway } from "./take-away";

const needs = getRouteApi("/$tongue/needs");
const offers = getRouteApi("/$tongue/offers");

/** What States need, by name. */
export function NeedsPage() {
  const view = needs.useSearch();
  const navigate = needs.useNavigate();
  const go = (search: NoticesView) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <Words of="capacity">
      <Notices side="need" view={view} onView={go} />
    </Words>
  );
}

/** What States and organisations offer, by name. */
export function OffersPage() {
  const view = offers.useSearch();
  const navigate = offers.useNavigate();
  const go = (search: NoticesView) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <Words of="capacity">
      <Notices side="offer" view={view} onView={go} />
    </Words>
  );
}

interface NoticesProps {
  side: Side;
  view: NoticesView;
  onView: (view: NoticesView) => void;
}

function Notices({ side, view, onView }: NoticesProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { memberships } = useReader();
  const { choices, error: failed } = useChoices();
  const mayDraft = partiesFor(memberships, side).length > 0;
  return (
    <Page
      title={formatMessage({ id: side === "need" ? "capacity.needs" : "capacity.offers" })}
      above={<CapacityNavigation />}
      intro={
        <p>
          <FormattedMessage id={side === "need" ? "capacity.needsIntro" : "capacity.offersIntro"} />
        </p>
      }
      {...(mayDraft && {
        actions: (
          <Link
            className="button"
            to={side === "need" ? "/$tongue/needs/$id/{-$act}" : "/$tongue/offers/$id/{-$act}"}
            params={{ tongue, id: "new" }}
          >
            <FormattedMessage id={side === "need" ? "capacity.draftNeed" : "capacity.draftOffer"} />
          </Link>
        ),
      })}
    >
      <FaultNote error={failed} />
      <Narrowing side={side} choices={choices} view={view} onChange={onView} />
      <Found side={side} view={view} />
      <TakeAway tables={TABLES[side]} />
    </Page>
  );
}

/** So many are shown at first, and so many more each time. */
const PAGE = 50;

function Found({ side, view }: { side: Side; view: NoticesView }) {
  const tongue = useTongue();
  const { nodes, isComplete, error, retry } = useListed(side, view);
  const [count, setCount] = useState(PAGE);
  const found = useMemo(
    () => byName(servingText(nodes, view.instrument), localeOf(tongue), (notice) => notice),
    [nodes, view.instrument, tongue],
  );
  // Only its own people are told of what is in the making.
  const making = found.filter((notice) => isInTheMaking(notice));
  const read = found.filter(({ stage }) => stage !== "DRAFTED");
  return (
    <>
      <p role="status" className={shared.count}>
        {isComplete && (
          <FormattedMessage
            id={side === "need" ? "capacity.foundNeeds" : "capacity.foundOffers"}
            values={{ count: read.length }}
          />
        )}
      </p>
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      {making.length > 0 && (
        <section aria-labelledby="making" className={shared.making}>
          <h2 id="making">
            <FormattedMessage id="capacity.making" />
          </h2>
          <p className={shared.note}>
            <FormattedMessage id="capacity.makingNote" />
          </p>
          <Entries side={side} notices={making} level={3} />
        </section>
      )}
      {isComplete && read.length === 0 && <Nothing side={side} isNarrowed={isNarrowed(view)} />}
      {isComplete && <Entries side={side} notices={read.slice(0, count)} level={2} />}
      {isComplete && read.length > count && (
        <Button onPress={() => setCount(count + PAGE)}>
          <FormattedMessage id="capacity.more" />
        </Button>
      )}
    </>
  );
}

function Entries({ side, notices, level }: { side: Side; notices: readonly Listed[]; level: 2 | 3 }) {
  return (
    <ul role="list" className={shared.entries}>
      {notices.map((notice) => (
        <li key={notice.id}>
          <Entry side={side} notice={notice} level={level} />
        </li>
      ))}
    </ul>
  );
}

function Nothing({ side, isNarrowed: isPart }: { side: Side; isNarrowed: boolean }) {
  return (
    <Empty
      title={<FormattedMessage id={side === "need" ? "capacity.noNeeds" : "capacity.noOffers"} />}
      hint={<FormattedMessage id={isPart ? "capacity.noneHere" : "capacity.noneYet"} />}
    />
  );
}
