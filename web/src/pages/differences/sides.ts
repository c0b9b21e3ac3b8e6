/** The two sides of a comparison, as an address names them. */
export interface Sides<T> {
  before?: T;
  after?: T;
}

/** Two positions of the register; what can be none is left out. */
export function readPositions({ before, after }: Record<string, unknown>): Sides<number> {
  return sides(position(before), position(after));
}

/** Two keys or codes. */
export function readNames({ before, after }: Record<string, unknown>): Sides<string> {
  return sides(name(before), name(after));
}

export function readRounds(search: Record<string, unknown>): Sides<string> & { state?: string } {
  const state = name(search["state"]);
  return { ...readNames(search), ...(state !== undefined && { state }) };
}

function sides<T>(before: T | undefined, after: T | undefined): Sides<T> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function position(value: unknown): number | undefined {
  const number = Number(value);
  return value !== undefined && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function name(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
