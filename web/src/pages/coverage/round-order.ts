/** Rounds with a release first, each kind the newest first: what a reader most likely came for. */
export function inReadingOrder<T extends { opensAt: string }>(
  rounds: readonly T[],
  hasRelease: (round: T) => boolean,
): T[] {
  return [...rounds].sort(
    (one, other) =>
      Number(hasRelease(other)) - Number(hasRelease(one)) || Date.parse(other.opensAt) - Date.parse(one.opensAt),
  );
}
