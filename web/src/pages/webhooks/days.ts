import { dayOf } from "../programs/days";

const DAY = 24 * 60 * 60 * 1000;
/** For so many days messages are kept. */
const KEPT = 30;

/** The first and the last day from which on messages can be sent again: each begins within what is kept. */
export function kept(now: Date): { first: string; last: string } {
  return { first: dayOf(new Date(now.getTime() - (KEPT - 1) * DAY)), last: dayOf(now) };
}

/** The first instant of a day where the reader is, as the service takes it. */
export function beginOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}
