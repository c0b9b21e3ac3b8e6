import type { Client, CombinedError } from "urql";

import { tab } from "../../app/storage";
import type { Language, ReviewDraftPartsFragment, ReviewSide } from "../../gql/graphql";
import { apiLanguage } from "../../i18n/language";
import { SaveReviewDraft, SaveReviewReply } from "./acting-documents";
import type { Draft } from "./draft";

/** What goes out, under a name of its own: sent again, it is the same save. */
interface Sent {
  key: string;
  revision: number;
  language: Language;
  content: string;
}

export type Saved =
  { draft: ReviewDraftPartsFragment; error?: never } | { draft?: never; error: CombinedError | undefined };

async function send(client: Client, side: ReviewSide, id: string, sent: Sent): Promise<Saved> {
  const input = { id, ...sent };
  if (side === "STATE") {
    const { data, error } = await client.mutation(SaveReviewReply, { input }).toPromise();
    return data ? { draft: data.saveReviewReply.draft } : { error };
  }
  const { data, error } = await client.mutation(SaveReviewDraft, { input }).toPromise();
  return data ? { draft: data.saveReviewDraft.draft } : { error };
}

/** What was sent and never answered. */
function unanswered(place: string): Sent | null {
  try {
    const { key, revision, language, content } = JSON.parse(tab.read(place) ?? "null") as Sent;
    return typeof key === "string" && typeof content === "string" ? { key, revision, language, content } : null;
  } catch {
    return null;
  }
}

/** Whether what stands on record is what went out from here without an answer: nobody else wrote it. */
export function isOwn(
  place: string,
  record: { revision: number; content: string } | null | undefined,
  basedOn: number,
) {
  const before = unanswered(waitingAt(place));
  return (
    before !== null &&
    before.revision === basedOn &&
    record?.revision === basedOn + 1 &&
    record.content === before.content.normalize("NFC")
  );
}

const waitingAt = (place: string) => `${place}.sent`;

/**
 * Keeps what is typed. What was sent earlier without an answer goes first, under the name that it had: the service knows
 * whether it has it already, and nothing is kept twice nor taken for the text of somebody else.
 */
export async function saved(
  client: Client,
  side: ReviewSide,
  { id, place }: { id: string; place: string },
  { basedOn, tongue, content }: Draft,
): Promise<Saved> {
  const waiting = waitingAt(place);
  const give = async (sent: Sent) => {
    tab.write(waiting, JSON.stringify(sent));
    const result = await send(client, side, id, sent);
    if (!result.error?.networkError) tab.write(waiting, null);
    return result;
  };
  const language = apiLanguage(tongue);
  let revision = basedOn;
  const before = unanswered(waiting);
  if (before !== null) {
    const result = await give(before);
    if (result.error?.networkError) return result;
    if (result.draft) {
      if (before.content === content && before.language === language) return result;
      // Only where it was typed over what that came to.
      if (before.revision === revision) revision = result.draft.revision;
    }
  }
  return give({ key: crypto.randomUUID(), revision, language, content });
}
