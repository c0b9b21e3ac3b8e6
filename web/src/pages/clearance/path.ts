/** The ministries that sign, step after step; those of one step in any order. */
export type Path = readonly (readonly string[])[];

/** One more step at the end, with a ministry in it. */
export function addStep(path: Path, ministry: string): Path {
  return [...path, [ministry]];
}

/** One more ministry in a step. */
export function addTo(path: Path, step: number, ministry: string): Path {
  return path.map((ministries, at) => (at === step ? [...ministries, ministry] : ministries));
}

/** Without a ministry; a step that loses its last one goes with it. */
export function without(path: Path, ministry: string): Path {
  return path
    .map((ministries) => ministries.filter((other) => other !== ministry))
    .filter((ministries) => ministries.length > 0);
}

/** A step changes places with the one before it. */
export function earlier(path: Path, step: number): Path {
  const [before, own] = [path[step - 1], path[step]];
  if (before === undefined || own === undefined) return path;
  return path.with(step - 1, own).with(step, before);
}

/** Each ministry signs once: those that do not yet. */
export function free<Ministry extends { id: string }>(path: Path, ministries: readonly Ministry[]): Ministry[] {
  const taken = new Set(path.flat());
  return ministries.filter(({ id }) => !taken.has(id));
}

interface Laid {
  signatures: readonly { ministry?: { id: string } | null | undefined }[];
}

/** The path that is laid down, to be changed. */
export function pathOf(steps: readonly Laid[]): Path {
  return steps.map(({ signatures }) => signatures.flatMap(({ ministry }) => (ministry ? [ministry.id] : [])));
}

/** Whether two paths ask the same of the same; within a step there is no order. */
export function isSamePath(one: Path, other: Path): boolean {
  return form(one) === form(other);
}

/** The one path that all of them have; none where they differ. */
export function commonPath(paths: readonly Path[]): Path | null {
  const [first] = paths;
  return first !== undefined && paths.every((path) => isSamePath(path, first)) ? first : null;
}

function form(path: Path): string {
  return JSON.stringify(path.map((ministries) => [...ministries].sort()));
}
