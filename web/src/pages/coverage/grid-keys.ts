import type { FocusEvent, KeyboardEvent } from "react";

// A table that is one stop of the tabulator (the grid of WAI-ARIA's practices): arrows, Home and End go from cell to cell.
// What can have the focus in a cell has `tabIndex` -1, and the place where somebody was last has 0.

const MOVES = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/** Where a key leads from a cell; left and right are those of the screen. */
export function target(
  key: string,
  [row, column]: readonly [number, number],
  [rows, columns]: readonly [number, number],
  isRightToLeft: boolean,
): [number, number] {
  const onward = isRightToLeft ? "ArrowLeft" : "ArrowRight";
  switch (key) {
    case "ArrowUp":
      return [Math.max(0, row - 1), column];
    case "ArrowDown":
      return [Math.min(rows - 1, row + 1), column];
    case "Home":
      return [row, 0];
    case "End":
      return [row, columns - 1];
    default:
      return [row, Math.min(columns - 1, Math.max(0, column + (key === onward ? 1 : -1)))];
  }
}

const inCell = (cell: Element | undefined) => cell?.querySelector<HTMLElement>("a, button") ?? null;

/** An arrow was pressed somewhere in the grid. */
export function walked(event: KeyboardEvent<HTMLTableElement>) {
  if (!MOVES.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const cell = (event.target as Element).closest<HTMLTableCellElement>("th, td");
  const body = event.currentTarget.tBodies[0];
  const at = cell?.closest("tr");
  if (!cell || !body || !at) return;
  const size = [body.rows.length, at.cells.length] as const;
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
  const [row, column] = target(event.key, [at.sectionRowIndex, cell.cellIndex], size, isRightToLeft);
  event.preventDefault();
  inCell(body.rows[row]?.cells[column])?.focus();
}

/** The tabulator comes back to where the focus was last. */
export function entered(event: FocusEvent<HTMLTableElement>) {
  for (const stop of event.currentTarget.querySelectorAll<HTMLElement>('[tabindex="0"]')) stop.tabIndex = -1;
  (event.target as HTMLElement).tabIndex = 0;
}
