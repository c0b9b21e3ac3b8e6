/** A comment that is not sent yet. */
export interface Draft {
  text: string;
  /** The accounts of those who are asked to look. */
  mentions: readonly string[];
  /** The name under which it was sent and not acknowledged: sent again under it, it is kept once. */
  key: string | null;
}

export const EMPTY: Draft = { text: "", mentions: [], key: null };

/** The most characters that a comment, or a reason, has. */
export const MOST = 10_000;

/** Where a draft is kept in this tab: for each person, and beside what it is about. */
export function placeOf(account: string, submission: string, about: string): string {
  return `normtrack.comment.${account}.${submission}.${about}`;
}

/** What somebody makes of it. It is another comment then, under another name. */
export function edited(draft: Draft, changes: Partial<Pick<Draft, "text" | "mentions">>): Draft {
  return { ...draft, ...changes, key: null };
}

/** As it is sent: under the name that it has, or gets. */
export function named(draft: Draft, mint: () => string): Draft & { key: string } {
  return { ...draft, key: draft.key ?? mint() };
}

export function isEmpty({ text, mentions }: Draft): boolean {
  return text.trim() === "" && mentions.length === 0;
}

/** Whether it can be sent: it says something, and no more than is taken. */
export function canBeSent({ text }: Draft): boolean {
  return text.trim() !== "" && lengthOf(text) <= MOST;
}

/** Characters as the service counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** What is kept of it; nothing of an empty one. */
export function kept(draft: Draft): string | null {
  return isEmpty(draft) ? null : JSON.stringify(draft);
}

/** What was kept; what cannot be read is as good as nothing. */
export function recalled(text: string | null): Draft {
  if (text === null) return EMPTY;
  try {
    const { text: said, mentions, key } = JSON.parse(text) as Partial<Draft>;
    return {
      text: typeof said === "string" ? said : "",
      mentions: Array.isArray(mentions) ? mentions.filter((one) => typeof one === "string") : [],
      key: typeof key === "string" ? key : null,
    };
  } catch {
    return EMPTY;
  }
}
