/** A key that signs for the register of an instance, as it publishes it. */
export interface PublishedKey {
  kid: string;
  publicKey: string;
}

/** The keys in what an instance publishes at `/.well-known/jwks.json` that sign for its register; none in something else. */
export function keysIn(text: string): PublishedKey[] {
  try {
    const { keys } = JSON.parse(text) as { keys: Record<string, unknown>[] };
    return keys.flatMap(({ kid, x, normtrack_purpose: purpose }) =>
      purpose === "receipt" && typeof kid === "string" && typeof x === "string" ? [{ kid, publicKey: x }] : [],
    );
  } catch {
    return [];
  }
}
