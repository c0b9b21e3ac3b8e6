import type { EvidencePartsFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

const KINDS: Record<string, MessageId> = {
  "application/pdf": "evidence.type.pdf",
  "text/plain": "evidence.type.text",
  "text/csv": "evidence.type.table",
};

/** What a document is, in a word that people use. */
export function typeOf(mediaType: string | null | undefined): MessageId {
  const type = mediaType ?? "";
  const known = KINDS[type];
  if (known) return known;
  if (type.startsWith("image/")) return "evidence.type.picture";
  if (/spreadsheet/.test(type)) return "evidence.type.table";
  if (/presentation/.test(type)) return "evidence.type.slides";
  return "evidence.type.text";
}

/** What it is called: its title, else the name of the document, else where it is. */
export function nameOf({ title, fileName, url }: Pick<EvidencePartsFragment, "title" | "fileName" | "url">): string {
  return title ?? fileName ?? url ?? "";
}

/** A size as people say it. */
export function sizeOf(bytes: number): { value: number; unit: "byte" | "kilobyte" | "megabyte" } {
  if (bytes < 1_000) return { value: bytes, unit: "byte" };
  if (bytes < 1_000_000) return { value: bytes / 1_000, unit: "kilobyte" };
  return { value: bytes / 1_000_000, unit: "megabyte" };
}
