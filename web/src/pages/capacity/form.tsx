import { useNavigate } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useClient } from "urql";

import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { EntryForm } from "../../widgets/entries/form";
import type { Whole } from "./about";
import type { Side } from "./address";
import { type Draft, drafted, draftOf, faultsOf, placeOf, saysTheSame } from "./draft";
import { NoticeFields } from "./fields";
import type { Choices } from "./reading";
import { REFUSALS } from "./refusals";
import type { Party } from "./rights";
import { draftNew, keptAlready, revise } from "./saving";
import { Summary } from "./summary";

interface Props {
  side: Side;
  choices: Choices;
  account: string;
  /** In whose name it can be drafted, where it is new. */
  parties: readonly Party[];
  /** What stands on record; nothing where it is new. */
  written: Whole | null;
  start: Draft;
  /** Reads what stands on record anew. */
  onAnew: () => void;
}

const WAYS = { drafted, saysTheSame };

/** A need or an offer being written. */
export function NoticeForm({ side, choices, account, parties, written, start, onAnew }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const partyOf = (draft: Draft) => parties.find(({ code }) => code === draft.by) ?? parties[0];
  return (
    <EntryForm
      place={placeOf(account, side, written?.id ?? "new")}
      start={start}
      ways={WAYS}
      theirs={written && { draft: draftOf(written), writtenAt: written.revisedAt }}
      faultsOf={(draft) => faultsOf(draft, side)}
      refusals={{ ...REFUSALS, forbidden: side === "need" ? "capacity.whoDraftsNeeds" : "capacity.whoDraftsOffers" }}
      send={async (draft, wasUnanswered) => {
        if (written) return revise(client, side, written.id, draft);
        const party = partyOf(draft);
        if (party === undefined) return { error: undefined };
        const kept = wasUnanswered ? await keptAlready(client, side, party, draft) : null;
        return kept === null ? draftNew(client, side, party, draft) : { id: kept };
      }}
      onSaved={async (id) => {
        const to = side === "need" ? "/$tongue/needs/$id/{-$act}" : "/$tongue/offers/$id/{-$act}";
        await navigate({ to, params: { tongue, id: id ?? written?.id ?? "", act: undefined } });
      }}
      onAnew={onAnew}
      summary={(draft) => <Summary side={side} draft={draft} choices={choices} />}
    >
      {({ draft, faults, isJudged, change }) => (
        <>
          {parties.length > 1 && (
            <Choice
              label={formatMessage({ id: "capacity.inWhoseName" })}
              items={parties.map(({ code, name }) => ({ code, label: name?.content ?? code }))}
              value={partyOf(draft)?.code}
              onChoose={(code) => change({ by: code ?? null })}
            />
          )}
          <NoticeFields
            side={side}
            draft={draft}
            choices={choices}
            faults={faults}
            isJudged={isJudged}
            onChange={change}
          />
        </>
      )}
    </EntryForm>
  );
}
