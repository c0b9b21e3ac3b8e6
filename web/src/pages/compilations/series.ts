import type { Compilation } from "./documents";

type Told = Pick<Compilation, "id" | "kind" | "symbol" | "readers" | "asOf" | "follows" | "status">;

/** What stands at one position for the same readers, in whatever languages and forms. */
export interface Series<One extends Told = Compilation> {
  key: string;
  /** In the order in which they were asked for. */
  all: [One, ...One[]];
}

/** One document in several languages and forms, the newest document first. `all` stand in the order of asking. */
export function inSeries<One extends Told>(all: readonly One[]): Series<One>[] {
  const positions = new Map(all.map(({ id, asOf }) => [id, asOf]));
  const found = new Map<string, Series<One>>();
  for (const one of all) {
    const since = one.follows ? (positions.get(one.follows) ?? one.follows) : 0;
    const key = JSON.stringify([one.kind, one.symbol, one.readers, since, one.asOf]);
    const series = found.get(key);
    if (series) series.all.push(one);
    else found.set(key, { key, all: [one] });
  }
  return [...found.values()].toReversed();
}

/** What an addendum or a corrigendum can follow: whatever did not come to nothing. */
export function followable<One extends Told>(series: readonly Series<One>[]): (Series<One> & { first: One })[] {
  return series.flatMap(({ key, all }) => {
    const first = all.find(({ status }) => status !== "FAILED");
    return first ? [{ key, all, first }] : [];
  });
}

/** Whether there is more to be told of it later. */
export function isUnderWay({ status }: Pick<Compilation, "status">): boolean {
  return status !== "DONE" && status !== "FAILED";
}
