interface Ordered {
  opensAt: string;
  release?: unknown;
}

/** Rounds with a release first, each kind the newest first: what a reader most likely came for. */
export function inReadingOrder<T extends Ordered>(rounds: readonly T[]): T[] {
  const hasRelease = ({ release }: T) => Number(release !== null && release !== undefined);
  return [...rounds].sort(
    (one, other) => hasRelease(other) - hasRelease(one) || Date.parse(other.opensAt) - Date.parse(one.opensAt),
  );
}
