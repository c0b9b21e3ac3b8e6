/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function ahead(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(instant / 1_000) * 1_000;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The instants at which clocks of a zone show this, the first one first: none where they skip it, two where they go back. */
function instantsOf(zone: string, shown: number): number[] {
  const offsets = new Set([shown - 30 * HOUR, shown, shown + 30 * HOUR].map((near) => ahead(zone, near)));
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((instant) => ahead(zone, instant) === shown - instant)
    .sort((one, other) => one - other);
}

/** Where clocks skip what is asked for, the first instant after it, as the service reckons too. */
function firstFrom(zone: string, shown: number, pick: (instants: number[]) => number | undefined): string | null {
  for (let minutes = 0; minutes <= 180; minutes += 1) {
    const found = pick(instantsOf(zone, shown + minutes * MINUTE));
    if (found !== undefined) return new Date(found).toISOString();
  }
  return null;
}

/** The instant at which clocks of a zone show `2027-01-15T09:00`; none of something else. Where they show it twice, the first. */
export function instantIn(zone: string, local: string): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  return firstFrom(zone, Date.UTC(year, month - 1, day, hour, minute), (instants) => instants[0]);
}

/** 24:00 of a day in a zone; none of something that is no day. Where that midnight comes twice, the second. */
export function endOfDay(zone: string, day: string): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (found === null) return null;
  const [year = 0, month = 0, date = 0] = found.slice(1).map(Number);
  return firstFrom(zone, Date.UTC(year, month - 1, date + 1), (instants) => instants.at(-1));
}

/** The zone in which days of the Organization end, unless a round says otherwise. */
export const USUAL_ZONE = "America/New_York";

/** The zones that this browser knows by name, with the one that is wanted. */
export function zonesWith(wanted: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", USUAL_ZONE, wanted])].sort();
}

/** What clocks of a zone show at an instant: `2027-01-15T09:00`. */
export function localIn(zone: string, at: string): string {
  const instant = Date.parse(at);
  return new Date(instant + ahead(zone, instant)).toISOString().slice(0, 16);
}
