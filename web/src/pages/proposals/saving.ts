import type { Client } from "urql";

import type { Saved } from "../../widgets/entries/form";
import { contentOf, type Draft, draftOf, saysTheSame } from "./draft";
import { DraftProposal, OwnProposals, ReviseProposal } from "./editing-documents";

export async function draftNew(client: Client, state: string, draft: Draft): Promise<Saved> {
  const { data, error } = await client
    .mutation(DraftProposal, { input: { state, content: contentOf(draft) } })
    .toPromise();
  return data ? { id: data.draftProposal.proposal.id } : { error };
}

/** Writes one anew, over the revision that its author has read. */
export async function revise(client: Client, id: string, draft: Draft): Promise<Saved> {
  const input = { id, revision: draft.basedOn, content: contentOf(draft) };
  const { data, error } = await client.mutation(ReviseProposal, { input }).toPromise();
  return data ? { id: data.reviseProposal.proposal.id } : { error };
}

/**
 * One of the newest own drafts that says the same: where no answer came, it may have been kept all the same, and is not to be
 * kept twice.
 */
export async function keptAlready(client: Client, state: string, draft: Draft): Promise<string | null> {
  const { data } = await client.query(OwnProposals, { state }, { requestPolicy: "network-only" }).toPromise();
  const same = data?.proposals.nodes.find(
    (one) => one.stage === "DRAFTED" && one.content && saysTheSame(draftOf(one), draft),
  );
  return same?.id ?? null;
}
