import { useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { apiLanguage } from "../../i18n/language";
import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import type { Whole } from "./about";
import type { Side } from "./address";
import { OneNotice } from "./documents";
import { draftOf, emptyDraft } from "./draft";
import { NoticeForm } from "./form";
import { CapacityNavigation } from "./navigation";
import { type Choices, useChoices, useReader } from "./reading";
import { partiesFor, rightsOver } from "./rights";

const TITLES = {
  need: { anew: "capacity.reviseNeed", first: "capacity.draftNeed" },
  offer: { anew: "capacity.reviseOffer", first: "capacity.draftOffer" },
} as const;

/** A need or an offer that is drafted, or written anew. */
export function Writing({ side, id }: { side: Side; id: string | null }) {
  const { formatMessage } = useIntl();
  const now = useReader();
  // Where a session ends while somebody writes, what they write stays: the same person goes on.
  const last = useRef(now);
  if (now.account !== null || last.current.account === null) last.current = now;
  const reader = last.current;
  const { choices, error } = useChoices();
  return (
    <Page
      title={formatMessage({ id: TITLES[side][id === null ? "first" : "anew"] })}
      above={<CapacityNavigation />}
      intro={
        <p>
          <FormattedMessage id={side === "need" ? "capacity.writeNeedIntro" : "capacity.writeOfferIntro"} />
        </p>
      }
    >
      <FaultNote error={error} />
      {(!reader.isKnown || !choices) && !error && <Waiting />}
      {reader.isKnown &&
        choices &&
        (id === null ? (
          <Drafting side={side} choices={choices} reader={reader} />
        ) : (
          <Revising side={side} id={id} choices={choices} reader={reader} />
        ))}
    </Page>
  );
}

interface PartProps {
  side: Side;
  choices: Choices;
  reader: ReturnType<typeof useReader>;
}

function Drafting({ side, choices, reader: { account, memberships } }: PartProps) {
  const tongue = useTongue();
  const parties = partiesFor(memberships, side);
  const [first] = parties;
  if (first === undefined || account === null) return <MayNot side={side} />;
  return (
    <NoticeForm
      key={account}
      side={side}
      choices={choices}
      account={account}
      parties={parties}
      written={null}
      start={{ ...emptyDraft(apiLanguage(tongue)), by: first.code }}
      onAnew={() => undefined}
    />
  );
}

function Revising({ side, id, choices, reader: { account, memberships } }: PartProps & { id: string }) {
  // Whoever writes sees what stands now, not what was read earlier.
  const [{ data, error, fetching }, again] = useQuery({
    query: OneNotice,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  const found = data?.node;
  const notice: Whole | null =
    (found?.__typename === "Need" && side === "need") || (found?.__typename === "Offer" && side === "offer")
      ? found
      : null;
  if (notice === null) {
    return (
      <>
        {fetching && <Waiting />}
        <FaultNote error={error} retry={anew} />
        {!fetching && !error && (
          <Empty
            title={<FormattedMessage id={side === "need" ? "capacity.noSuchNeed" : "capacity.noSuchOffer"} />}
            hint={<FormattedMessage id="capacity.noSuchHint" />}
          />
        )}
      </>
    );
  }
  if (account === null || !rightsOver(memberships, notice).drafts) return <MayNot side={side} />;
  if (notice.stage === "CLOSED" || notice.stage === "WITHDRAWN") {
    return <Empty title={<FormattedMessage id="capacity.refused.ended" />} />;
  }
  return (
    <NoticeForm
      key={account}
      side={side}
      choices={choices}
      account={account}
      parties={[]}
      written={notice}
      start={draftOf(notice)}
      onAnew={anew}
    />
  );
}

function MayNot({ side }: { side: Side }) {
  return (
    <Empty
      title={<FormattedMessage id="capacity.mayNotDraft" />}
      hint={<FormattedMessage id={side === "need" ? "capacity.whoDraftsNeeds" : "capacity.whoDraftsOffers"} />}
    />
  );
}
