/** The dark modules of a picture as one path: a rectangle for each run in a row. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const begin = x;
      while (row[x + 1]) x += 1;
      runs.push(`M${begin} ${y}h${x + 1 - begin}v1H${begin}z`);
    }
  });
  return runs.join("");
}
