/** How fine a date is known: a year, a month or a day. */
export type Fineness = "year" | "month" | "day";

/** How fine `2026`, `2026-11` or `2026-11-20` is; none of something else. */
export function finenessOf(date: string): Fineness | null {
  if (/^\d{4}$/.test(date)) return "year";
  if (/^\d{4}-\d{2}$/.test(date)) return "month";
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return "day";
  return null;
}

/** What to show of it. */
export const SHOWN: Record<Fineness, Intl.DateTimeFormatOptions> = {
  year: { year: "numeric" },
  month: { year: "numeric", month: "long" },
  day: { year: "numeric", month: "long", day: "numeric" },
};
