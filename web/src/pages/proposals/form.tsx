import { useNavigate } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useClient } from "urql";

import type { LocalisedFragment, WrittenProposalFragment } from "../../gql/graphql";
import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { EntryForm } from "../../widgets/entries/form";
import type { Choices } from "../capacity/reading";
import { type Draft, draftOf, faultsOf, placeOf, saysTheSame } from "./draft";
import { ProposalFields } from "./fields";
import { drafted } from "./kept";
import { refusalsOf } from "./refusals";
import { draftNew, keptAlready, revise } from "./saving";
import { Summary } from "./summary";

const WAYS = { drafted, saysTheSame };

interface Props {
  choices: Choices;
  account: string;
  /** Which States can lead it, where it is new. */
  states: readonly { code: string; name?: LocalisedFragment | null | undefined }[];
  /** What stands on record; nothing where it is new. */
  written: WrittenProposalFragment | null;
  start: Draft;
  /** Reads what stands on record anew. */
  onAnew: () => void;
}

/** A proposal being written. */
export function ProposalForm({ choices, account, states, written, start, onAnew }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const leadOf = (draft: Draft) => states.find(({ code }) => code === draft.by) ?? states[0];
  return (
    <EntryForm
      place={placeOf(account, written?.id ?? "new")}
      start={start}
      ways={WAYS}
      theirs={written && { draft: draftOf(written), writtenAt: written.revisedAt ?? "" }}
      faultsOf={faultsOf}
      refusals={refusalsOf("proposal.whoDrafts")}
      send={async (draft, wasUnanswered) => {
        if (written) return revise(client, written.id, draft);
        const lead = leadOf(draft);
        if (lead === undefined) return { error: undefined };
        const kept = wasUnanswered ? await keptAlready(client, lead.code, draft) : null;
        return kept === null ? draftNew(client, lead.code, draft) : { id: kept };
      }}
      onSaved={async (id) => {
        const params = { tongue, id: id ?? written?.id ?? "", act: undefined };
        await navigate({ to: "/$tongue/proposals/$id/{-$act}", params, search: {} });
      }}
      onAnew={onAnew}
      summary={(draft) => <Summary draft={draft} choices={choices} />}
    >
      {({ draft, faults, isJudged, change }) => (
        <>
          {states.length > 1 && (
            <Choice
              label={formatMessage({ id: "proposal.leadState" })}
              items={states.map(({ code, name }) => ({ code, label: name?.content ?? code }))}
              value={leadOf(draft)?.code}
              onChoose={(code) => change({ by: code ?? null })}
            />
          )}
          <ProposalFields draft={draft} choices={choices} faults={faults} isJudged={isJudged} onChange={change} />
        </>
      )}
    </EntryForm>
  );
}
