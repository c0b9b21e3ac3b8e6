/** What is typed at a place, field by field. */
export type Fields = Readonly<Record<string, string>>;

export interface Kept {
  /** The revision that the changes are based on. */
  revision: number;
  /** What stood there. */
  base: Fields;
  typed: Fields;
}

/** Which fields say something else than what stood there. */
export function differing(base: Fields, typed: Fields): string[] {
  return Object.keys(typed).filter((name) => typed[name] !== (base[name] ?? ""));
}

export interface Met extends Kept {
  /** What somebody else wrote where something else was typed. */
  clashes: string[];
}

/** Lays what was typed over what stands now: a field that nobody touched follows, a field that was typed stays as it is. */
export function met({ base, typed }: Kept, now: Fields, revision: number): Met {
  const own = new Set(differing(base, typed));
  const next = Object.fromEntries(
    Object.entries(now).map(([name, theirs]) => [name, own.has(name) ? (typed[name] ?? "") : theirs]),
  );
  const clashes = [...own].filter((name) => name in now && now[name] !== base[name] && now[name] !== typed[name]);
  return { revision, base: now, typed: next, clashes };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");

/** What was kept in the tab; what cannot be read is as good as nothing. */
export function recalled(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const { revision, base, typed } = JSON.parse(text) as Record<keyof Kept, unknown>;
    return typeof revision === "number" && isFields(base) && isFields(typed) ? { revision, base, typed } : null;
  } catch {
    return null;
  }
}

export const keptAt = (account: string, draft: string, place: string) => `editor ${account} ${draft} ${place}`;

/** How many places of a draft have something typed in this tab that is not saved. */
export function unsavedIn(account: string, draft: string): number {
  try {
    return Object.keys(sessionStorage).filter((place) => place.startsWith(keptAt(account, draft, ""))).length;
  } catch {
    // Where the browser keeps nothing for us, nothing is kept.
    return 0;
  }
}
