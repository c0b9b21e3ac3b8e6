/** A run of words that were kept, taken out or put in. */
export interface Run {
  kind: "kept" | "removed" | "added";
  text: string;
}

/** Below this part of words in common, two texts are two texts, and words that happen to be the same say nothing. */
const COMMON = 0.25;

/** Beyond this many pairs of words, what changed is shown as one piece out and one piece in. */
const MOST = 4_000_000;

/** What became of a text, word by word in the manner of its language. */
export function wordChanges(before: string, after: string, language: string): Run[] {
  const [old, now] = [words(before, language), words(after, language)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const runs: Run[] = [];
  put(runs, "kept", old.slice(0, start).join(""));
  middle(runs, old.slice(start, old.length - end), now.slice(start, now.length - end));
  put(runs, "kept", old.slice(old.length - end).join(""));
  return isAnother(runs, old.length, now.length) ? whole(before, after) : together(runs);
}

function whole(before: string, after: string): Run[] {
  const runs: Run[] = [];
  put(runs, "removed", before);
  put(runs, "added", after);
  return runs;
}

const isBlank = (text: string) => text.trim() === "";

function isAnother(runs: readonly Run[], old: number, now: number): boolean {
  const length = (texts: readonly string[]) => texts.join("").replaceAll(/\s/g, "").length;
  const kept = length(runs.flatMap(({ kind, text }) => (kind === "kept" ? [text] : [])));
  const all = length(runs.map(({ text }) => text));
  return old > 0 && now > 0 && all > 0 && kept / all < COMMON;
}

/** Changes with nothing but a space between them are one change: what was there stands whole beside what is there now. */
function together(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let waiting: Run[] = [];
  const settle = () => {
    const side = (kind: Run["kind"]) =>
      waiting.flatMap((run) => (run.kind === kind || run.kind === "kept" ? [run.text] : [])).join("");
    const [removed, added] = [side("removed"), side("added")];
    if (isBlank(removed) || isBlank(added)) for (const { kind, text } of waiting) put(joined, kind, text);
    else joined.push(...whole(removed, added));
    waiting = [];
  };
  runs.forEach((run, at) => {
    const isBetween = run.kind === "kept" && isBlank(run.text) && waiting.length > 0 && at < runs.length - 1;
    if (run.kind !== "kept" || isBetween) waiting.push(run);
    else {
      settle();
      put(joined, run.kind, run.text);
    }
  });
  settle();
  return joined;
}

function words(text: string, language: string): string[] {
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].map(({ segment }) => segment);
}

/** The longest common subsequence, counted from the end so that it is read from the beginning. */
function middle(runs: Run[], old: string[], now: string[]) {
  if (old.length * now.length > MOST) {
    put(runs, "removed", old.join(""));
    put(runs, "added", now.join(""));
    return;
  }
  const wide = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * wide);
  const at = (row: number, column: number) => longest[row * wide + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      longest[row * wide + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    const [gone, come] = [old[row], now[column]];
    if (gone !== undefined && gone === come) {
      put(runs, "kept", gone);
      row += 1;
      column += 1;
    } else if (gone !== undefined && (come === undefined || at(row + 1, column) >= at(row, column + 1))) {
      put(runs, "removed", gone);
      row += 1;
    } else {
      put(runs, "added", come ?? "");
      column += 1;
    }
  }
}

function put(runs: Run[], kind: Run["kind"], text: string) {
  if (text === "") return;
  const last = runs.at(-1);
  if (last?.kind === kind) last.text += text;
  else runs.push({ kind, text });
}
