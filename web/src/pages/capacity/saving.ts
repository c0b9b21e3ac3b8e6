import type { Client } from "urql";

import type { Saved } from "../../widgets/entries/form";
import type { Side } from "./address";
import { contentOf, type Draft, draftOf, saysTheSame, termsOf, type Written } from "./draft";
import { DraftNeed, DraftOffer, OwnNeeds, OwnOffers, ReviseNeed, ReviseOffer } from "./editing-documents";
import type { Party } from "./rights";

/** Drafts a need or an offer in somebody's name. */
export async function draftNew(client: Client, side: Side, party: Party, draft: Draft): Promise<Saved> {
  const content = contentOf(draft);
  if (side === "need") {
    const { data, error } = await client.mutation(DraftNeed, { input: { state: party.code, content } }).toPromise();
    return data ? { id: data.draftNeed.need.id } : { error };
  }
  const by = party.is === "state" ? { state: party.code } : { organisation: party.code };
  const input = { ...by, content, terms: termsOf(draft) };
  const { data, error } = await client.mutation(DraftOffer, { input }).toPromise();
  return data ? { id: data.draftOffer.offer.id } : { error };
}

/** Writes one anew, over the revision that its author has read. */
export async function revise(client: Client, side: Side, id: string, draft: Draft): Promise<Saved> {
  const [content, revision] = [contentOf(draft), draft.basedOn];
  if (side === "need") {
    const { data, error } = await client.mutation(ReviseNeed, { input: { id, revision, content } }).toPromise();
    return data ? { id: data.reviseNeed.need.id } : { error };
  }
  const input = { id, revision, content, terms: termsOf(draft) };
  const { data, error } = await client.mutation(ReviseOffer, { input }).toPromise();
  return data ? { id: data.reviseOffer.offer.id } : { error };
}

/**
 * One of the newest own drafts that says the same: where no answer came, it may have been kept all the same, and is not to be
 * kept twice.
 */
export async function keptAlready(client: Client, side: Side, party: Party, draft: Draft): Promise<string | null> {
  const states = party.is === "state" ? [party.code] : null;
  const anew = { requestPolicy: "network-only" } as const;
  const found: readonly (Written & { id: string; stage: string })[] =
    side === "need"
      ? ((await client.query(OwnNeeds, { filter: { states } }, anew).toPromise()).data?.needs.nodes ?? [])
      : ((
          await client
            .query(
              OwnOffers,
              { filter: { states, organisations: party.is === "organisation" ? [party.code] : null } },
              anew,
            )
            .toPromise()
        ).data?.offers.nodes ?? []);
  const same = found.find((one) => one.stage === "DRAFTED" && saysTheSame(draftOf(one), draft));
  return same?.id ?? null;
}
