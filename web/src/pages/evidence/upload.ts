import type { Client, CombinedError } from "urql";

import { refusalIn, unreached } from "../../app/refusal";
import { session } from "../../app/session";
import type { Tongue } from "../../i18n/language";
import { OwnRoles } from "./documents";

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
export async function send(file: File, { client, state, tongue, onProgress, signal }: Sending): Promise<Sent> {
  const known = await client.query(OwnRoles, {}, { requestPolicy: "network-only" }).toPromise();
  if (known.error) return { error: known.error };
  const address = `/evidence?${new URLSearchParams({ state, name: file.name })}`;
  return new Promise((resolve) => {
    // `fetch` does not say how much has gone out.
    const request = new XMLHttpRequest();
    const lost = () => resolve({ error: unreached() });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answerOf(request.responseText));
    request.onerror = lost;
    request.onabort = lost;
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", address);
    request.setRequestHeader("Accept-Language", tongue);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Authorization", `Bearer ${session.tokens()?.accessToken ?? ""}`);
    request.send(file);
  });
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
