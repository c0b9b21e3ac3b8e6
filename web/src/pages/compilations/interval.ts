/** Long enough for a compilation of some replies, and for whoever waits beside it. */
const LIVELY = 60;

/**
 * How long until it is asked again how far it has come, in milliseconds: every second at first, less often of what takes
 * minutes, and seldom of a service that did not answer.
 */
export function pauseAfter(looks: number, hasFailed: boolean): number {
  if (hasFailed) return 10_000;
  return looks < LIVELY ? 1_000 : 4_000;
}
