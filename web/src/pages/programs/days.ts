const DAY = 24 * 60 * 60 * 1000;
/** How long a secret lasts at most, in days. */
const MOST = 366;

/** A day where the reader is, as a field for days has it. */
export function dayOf(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first and the last day that can be the last one of a secret: at the end of each it is still within what is allowed. */
export function span(now: Date): { first: string; last: string } {
  return { first: dayOf(now), last: dayOf(new Date(now.getTime() + (MOST - 1) * DAY)) };
}
