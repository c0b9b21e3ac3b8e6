/** An offer that meets a need, as it was read. */
export interface Matched {
  offer: { id: string; releasedAt?: string | null };
}

/**
 * Since when to listen: the last instant that what was read tells of. Whatever comes later is not in it; and it is the
 * service's own clock, not the reader's.
 */
export function latestOf(matches: readonly Matched[], revisedAt: string): string {
  const instants = matches.flatMap(({ offer }) => (offer.releasedAt ? [offer.releasedAt] : []));
  return [revisedAt, ...instants].reduce((latest, at) => (Date.parse(at) > Date.parse(latest) ? at : latest));
}
