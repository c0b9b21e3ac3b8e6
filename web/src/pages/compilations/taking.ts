import type { Client, CombinedError } from "urql";

import type { Tongue } from "../../i18n/language";
import { sha256 } from "../../verify/tree";
import { fetched } from "../../widgets/printing";
import { save } from "../../widgets/save";
import { VolumeLinks, type Compilation, type Volume } from "./documents";

/** What became of fetching a volume. */
export type Taken =
  /** Saved; `isProven`: its bytes have the hash that the page shows. */
  | { is: "taken"; name: string; isProven: boolean }
  /** Its bytes have another hash, so nothing was saved. */
  | { is: "differs" }
  /** Refused, or not there: then there is no error to tell. */
  | { is: "failed"; error: CombinedError | null };

/** Fetches a volume by a link of its own and saves it, if it is what was shown. */
export async function take(
  client: Client,
  { id, format }: Pick<Compilation, "id" | "format">,
  { number, sha256: shown }: Pick<Volume, "number" | "sha256">,
  tongue: Tongue,
): Promise<Taken> {
  const asked = await client.query(VolumeLinks, { id }, { requestPolicy: "network-only" }).toPromise();
  const link = asked.data?.compilation?.volumes.find((volume) => volume.number === number);
  if (!link) return { is: "failed", error: asked.error ?? null };
  const got = await fetched(link.url, tongue, `normtrack-compilation-${number}.${format.toLowerCase()}`);
  if (!got.file) return { is: "failed", error: got.error ?? null };
  // Browsers compute hashes only where the connection is safe.
  const isProven = globalThis.isSecureContext;
  if (isProven && (await sha256(new Uint8Array(await got.file.arrayBuffer()))) !== shown) return { is: "differs" };
  save(got.name, got.file, got.file.type);
  return { is: "taken", name: got.name, isProven };
}
