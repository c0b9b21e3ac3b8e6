/** Some words of two texts that are compared: in both, in the one of then only, or in that of now only. */
export interface Run {
  kind: "KEPT" | "REMOVED" | "INSERTED";
  text: string;
}

const words = new Intl.Segmenter("en", { granularity: "word" });
const split = (text: string) => Array.from(words.segment(text), ({ segment }) => segment);

/** More than this many pairs of words are not compared one by one: texts with so little in common are read side by side. */
const PATIENCE = 4_000_000;

/** How two texts differ, word by word: the longest row of words that both have is kept. */
export function runsOf(before: string, after: string): Run[] {
  const [old, now] = [split(before), split(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;

  const runs: Run[] = [];
  const add = (kind: Run["kind"], text: string) => {
    const last = runs.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  };
  add("KEPT", old.slice(0, start).join(""));
  between(old.slice(start, old.length - end), now.slice(start, now.length - end), add);
  add("KEPT", old.slice(old.length - end).join(""));
  return runs;
}

function between(old: readonly string[], now: readonly string[], add: (kind: Run["kind"], text: string) => void) {
  if (old.length * now.length > PATIENCE) {
    add("REMOVED", old.join(""));
    add("INSERTED", now.join(""));
    return;
  }
  // How many words are common from here on, for each pair of places.
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const [right, below] = [common[row * width + column + 1] ?? 0, common[(row + 1) * width + column] ?? 0];
      common[row * width + column] =
        old[row] === now[column] ? (common[(row + 1) * width + column + 1] ?? 0) + 1 : Math.max(right, below);
    }
  }
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      add("KEPT", old[row] ?? "");
      row += 1;
      column += 1;
    } else if (
      column >= now.length ||
      (row < old.length && (common[(row + 1) * width + column] ?? 0) >= (common[row * width + column + 1] ?? 0))
    ) {
      add("REMOVED", old[row] ?? "");
      row += 1;
    } else {
      add("INSERTED", now[column] ?? "");
      column += 1;
    }
  }
}

/**
 * The same runs for reading: where nothing but space is kept between words that differ, those are one piece that went and
 * one that came, and no row of single words that take turns.
 */
export function readable(runs: readonly Run[]): Run[] {
  const pieces: Run[] = [];
  let [removed, inserted] = ["", ""];
  const close = () => {
    if (removed !== "") pieces.push({ kind: "REMOVED", text: removed });
    if (inserted !== "") pieces.push({ kind: "INSERTED", text: inserted });
    [removed, inserted] = ["", ""];
  };
  for (const [place, { kind, text }] of runs.entries()) {
    if (kind === "REMOVED") removed += text;
    else if (kind === "INSERTED") inserted += text;
    else if (removed !== "" && inserted !== "" && text.trim() === "" && place < runs.length - 1) {
      removed += text;
      inserted += text;
    } else {
      close();
      pieces.push({ kind, text });
    }
  }
  close();
  return pieces;
}
