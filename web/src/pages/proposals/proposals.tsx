import { useMemo, useState } from "react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useAllPages } from "../../app/all-pages";
import type { ProposalsListedQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { byName } from "../capacity/listing";
import { ANEW, useChoices, useReader } from "../capacity/reading";
import { TakeAway } from "../capacity/take-away";
import { filterOf, type ProposalsView } from "./address";
import { type Listed, ProposalsListed } from "./documents";
import { Entry } from "./entry";
import { isInTheMaking, narrowed } from "./listing";
import { isNarrowed, Narrowing } from "./narrowing";
import { draftingFor } from "./rights";

const route = getRouteApi("/$tongue/proposals");

const TABLES = [
  ["proposals", "proposal.csv"],
  ["proposal_texts", "capacity.textsCsv"],
] as const;

/** What States propose, by name. */
export function ProposalsPage() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: ProposalsView) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <Words of="proposals">
      <Proposals view={view} onView={go} />
    </Words>
  );
}

function Proposals({ view, onView }: { view: ProposalsView; onView: (view: ProposalsView) => void }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { memberships } = useReader();
  const { choices, error } = useChoices();
  const mayDraft = draftingFor(memberships).length > 0;
  return (
    <Page
      title={formatMessage({ id: "proposal.title" })}
      intro={
        <>
          <p>
            <FormattedMessage id="proposal.intro" />
          </p>
          <p>
            <FormattedMessage id="proposal.noNorm" />
          </p>
        </>
      }
      {...(mayDraft && {
        actions: (
          <Link className="button" to="/$tongue/proposals/$id/{-$act}" params={{ tongue, id: "new" }} search={{}}>
            <FormattedMessage id="proposal.draft" />
          </Link>
        ),
      })}
    >
      <FaultNote error={error} />
      <Narrowing choices={choices} view={view} onChange={onView} />
      <Found view={view} />
      <TakeAway tables={TABLES} />
    </Page>
  );
}

const pageOf = (data: ProposalsListedQuery) => data.proposals;

/** So many are shown at first, and so many more each time. */
const PAGE = 50;

function Found({ view }: { view: ProposalsView }) {
  const tongue = useTongue();
  const { nodes, isComplete, error, retry } = useAllPages(ProposalsListed, { filter: filterOf(view) }, pageOf, ANEW);
  const [count, setCount] = useState(PAGE);
  const found = useMemo(
    () => byName(narrowed(nodes, view), localeOf(tongue), ({ state, content }) => ({ state, title: content?.title })),
    [nodes, view, tongue],
  );
  // Only its own people are told of what is in the making.
  const making = found.filter((proposal) => isInTheMaking(proposal));
  const read = found.filter(({ stage }) => stage !== "DRAFTED");
  return (
    <>
      <p role="status" className={shared.count}>
        {isComplete && <FormattedMessage id="proposal.found" values={{ count: read.length }} />}
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
          <Entries proposals={making} level={3} />
        </section>
      )}
      {isComplete && read.length === 0 && (
        <Empty
          title={<FormattedMessage id="proposal.none" />}
          hint={<FormattedMessage id={isNarrowed(view) ? "capacity.noneHere" : "capacity.noneYet"} />}
        />
      )}
      {isComplete && <Entries proposals={read.slice(0, count)} level={2} />}
      {isComplete && read.length > count && (
        <Button onPress={() => setCount(count + PAGE)}>
          <FormattedMessage id="capacity.more" />
        </Button>
      )}
    </>
  );
}

function Entries({ proposals, level }: { proposals: readonly Listed[]; level: 2 | 3 }) {
  return (
    <ul role="list" className={shared.entries}>
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <Entry proposal={proposal} level={level} />
        </li>
      ))}
    </ul>
  );
}
