import { apiLanguage, isTongue, type Tongue, tongueOf } from "../../i18n/language";
import type { OnRecord } from "./documents";

/** What one side is writing, as it is typed. */
export interface Draft {
  /** The revision that it was typed over; 0 over none. */
  basedOn: number;
  tongue: Tongue;
  content: string;
}

export const LONGEST = 20_000;

/** Characters as the service counts them. */
export const lengthOf = (text: string) => [...text.normalize("NFC")].length;

/** What is on record, to go on with. */
export function draftOf(record: OnRecord, page: Tongue): Draft {
  if (!record) return { basedOn: 0, tongue: page, content: "" };
  return { basedOn: record.revision, tongue: tongueOf(record.language), content: record.content };
}

/** A draft that was kept in the tab; what cannot be read is as good as nothing. */
export function drafted(value: unknown): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const { basedOn, tongue, content } = value as Record<string, unknown>;
  if (typeof content !== "string" || typeof tongue !== "string" || !isTongue(tongue)) return null;
  return { basedOn: typeof basedOn === "number" ? basedOn : 0, tongue, content };
}

/** Whether two say the same, whatever they were typed over. Nothing says the same in every language. */
export function saysTheSame(one: Draft, other: Draft): boolean {
  const [first, second] = [one.content.normalize("NFC"), other.content.normalize("NFC")];
  return first === second && (first === "" || one.tongue === other.tongue);
}

/** Whether a version that was handed over says just that. */
export function isHandedOver(draft: Draft, text: { language: Uppercase<Tongue>; content: string } | undefined) {
  return (
    text !== undefined && text.content === draft.content.normalize("NFC") && text.language === apiLanguage(draft.tongue)
  );
}
