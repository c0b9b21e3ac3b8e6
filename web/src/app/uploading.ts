import type { Client, CombinedError } from "urql";

import type { Tongue } from "../i18n/language";
import { WhoAmI } from "./account-menu";
import { refusalIn, unreached } from "./refusal";
import { session } from "./session";

interface Uploading {
  client: Client;
  /** Refusals come in it. */
  tongue: Tongue;
  /** Told again and again, from 0 to 1. */
  onProgress: (part: number) => void;
  /** Breaks the sending off. */
  signal: AbortSignal;
}

/** What the service said to a file, accepted or refused; or why nothing was sent. */
export type Uploaded = { text: string; error?: never } | { text?: never; error: CombinedError };

/** Sends the bytes of a file. */
export async function upload(
  address: string,
  file: File,
  { client, tongue, onProgress, signal }: Uploading,
): Promise<Uploaded> {
  // With a token that is good for long enough: this is sent beside the client, which sees to that.
  const known = await client.query(WhoAmI, {}, { requestPolicy: "network-only" }).toPromise();
  if (known.error) return { error: known.error };
  return new Promise((resolve) => {
    // `fetch` does not say how much has gone out.
    const request = new XMLHttpRequest();
    const lost = () => resolve({ error: unreached() });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ text: request.responseText });
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

/** What the service says of a file that it took; or why it did not. */
export type Answer = { answer: string; error?: never } | { answer?: never; error: CombinedError };

/** What became of a file: the named member of the answer, or errors in the form that the service always gives them. */
export function answerIn({ text, error }: Uploaded, name: string): Answer {
  if (error) return { error };
  try {
    const answer = (JSON.parse(text) as Record<string, unknown>)[name];
    if (typeof answer === "string") return { answer };
  } catch {
    // No answer of the service.
  }
  return { error: refusalIn(text) };
}
