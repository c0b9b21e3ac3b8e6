/** A piece of a text, and whether it was looked for. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** A text in pieces: those marked and those between. Marks stand in order and apart, in UTF-16 code units. */
export function piecesOf(content: string, marks: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) pieces.push({ text: content.slice(at, start), isMarked: false });
    pieces.push({ text: content.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < content.length) pieces.push({ text: content.slice(at), isMarked: false });
  return pieces;
}
