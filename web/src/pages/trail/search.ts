/** What the address says about which entries to show. All of it holds together. */
export interface Search {
  state?: string;
  person?: string;
  subject?: string;
  /** Days, the last one included. */
  from?: string;
  to?: string;
}

const NAMES = ["state", "person", "subject", "from", "to"] as const;

/** Reads an address; what is no text is none. */
export function readSearch(search: Record<string, unknown>): Search {
  const read: Search = {};
  for (const name of NAMES) {
    const value = search[name];
    if (typeof value === "string" && value.trim() !== "") read[name] = value.trim();
  }
  return read;
}

const DAY = 86_400_000;

/** The arguments of the API: days begin and end in UTC, and its end is not included. A day that is none is left out. */
export function argumentsOf({ from, to, ...others }: Search) {
  const [begin, end] = [from, to].map((day) => (day === undefined ? NaN : Date.parse(`${day}T00:00:00Z`)));
  const instant = (at: number | undefined) =>
    at === undefined || Number.isNaN(at) ? null : new Date(at).toISOString();
  return {
    state: others.state?.toUpperCase() ?? null,
    person: others.person ?? null,
    subject: others.subject ?? null,
    from: instant(begin),
    to: instant(end === undefined ? undefined : end + DAY),
  };
}
