import { useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { apiLanguage } from "../../i18n/language";
import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import { type Choices, useChoices, useReader } from "../capacity/reading";
import { draftOf, emptyDraft } from "./draft";
import { ProposalToWrite } from "./editing-documents";
import { ProposalForm } from "./form";
import { ToAll } from "./proposal";
import { draftingFor, rightsOver } from "./rights";

/** A proposal that is drafted, or written anew. */
export function Writing({ id }: { id: string | null }) {
  const { formatMessage } = useIntl();
  const now = useReader();
  // Where a session ends while somebody writes, what they write stays: the same person goes on.
  const last = useRef(now);
  if (now.account !== null || last.current.account === null) last.current = now;
  const reader = last.current;
  const { choices, error } = useChoices();
  return (
    <Page
      title={formatMessage({ id: id === null ? "proposal.draft" : "proposal.revise" })}
      above={<ToAll />}
      intro={
        <p>
          <FormattedMessage id="proposal.writeIntro" />
        </p>
      }
    >
      <FaultNote error={error} />
      {(!reader.isKnown || !choices) && !error && <Waiting />}
      {reader.isKnown &&
        choices &&
        (id === null ? (
          <Drafting choices={choices} reader={reader} />
        ) : (
          <Revising id={id} choices={choices} reader={reader} />
        ))}
    </Page>
  );
}

interface PartProps {
  choices: Choices;
  reader: ReturnType<typeof useReader>;
}

function Drafting({ choices, reader: { account, memberships } }: PartProps) {
  const tongue = useTongue();
  const states = draftingFor(memberships);
  const [first] = states;
  if (first === undefined || account === null) return <MayNot />;
  return (
    <ProposalForm
      key={account}
      choices={choices}
      account={account}
      states={states}
      written={null}
      start={{ ...emptyDraft(apiLanguage(tongue)), by: first.code }}
      onAnew={() => undefined}
    />
  );
}

function Revising({ id, choices, reader: { account, memberships } }: PartProps & { id: string }) {
  // Whoever writes sees what stands now, not what was read earlier.
  const [{ data, error, fetching }, again] = useQuery({
    query: ProposalToWrite,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  const found = data?.node;
  if (found?.__typename !== "Proposal" || !found.content) {
    return (
      <>
        {fetching && <Waiting />}
        <FaultNote error={error} retry={anew} />
        {!fetching && !error && (
          <Empty
            title={<FormattedMessage id="proposal.noSuch" />}
            hint={<FormattedMessage id="proposal.noSuchHint" />}
          />
        )}
      </>
    );
  }
  if (account === null || !rightsOver(memberships, found.state?.code).drafts) return <MayNot />;
  if (found.stage === "CLOSED" || found.stage === "WITHDRAWN") {
    return <Empty title={<FormattedMessage id="proposal.refused.ended" />} />;
  }
  return (
    <ProposalForm
      key={account}
      choices={choices}
      account={account}
      states={[]}
      written={found}
      start={draftOf(found)}
      onAnew={anew}
    />
  );
}

function MayNot() {
  return (
    <Empty title={<FormattedMessage id="capacity.mayNotDraft" />} hint={<FormattedMessage id="proposal.whoDrafts" />} />
  );
}
