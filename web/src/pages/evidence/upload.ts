import type { Client, CombinedError } from "urql";

import { refusalIn } from "../../app/refusal";
import { upload } from "../../app/uploading";
import type { Tongue } from "../../i18n/language";

/** What became of a document that was sent. */
export type Sent = { id: string; error?: never } | { id?: never; error: CombinedError };

interface Sending {
  client: Client;
  state: string;
  tongue: Tongue;
  /** Told again and again, from 0 to 1. */
  onProgress: (part: number) => void;
  /** Breaks the sending off. */
  signal: AbortSignal;
}

/** Sends one document. The service tells its type from its bytes; what is refused leaves nothing there. */
export async function send(file: File, { state, ...sending }: Sending): Promise<Sent> {
  const { text, error } = await upload(`/evidence?${new URLSearchParams({ state, name: file.name })}`, file, sending);
  return error ? { error } : answerOf(text);
}

/** What the service said: an id, or errors in the form that it always gives them. */
export function answerOf(text: string): Sent {
  try {
    const { id } = JSON.parse(text) as { id?: string };
    if (id !== undefined) return { id };
  } catch {
    // No answer of the service.
  }
  return { error: refusalIn(text) };
}
