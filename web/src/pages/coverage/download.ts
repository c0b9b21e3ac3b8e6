/** What stands above downloaded figures, so that they can be cited and are not taken for more than they are. */
export interface About {
  [name: string]: string | number | null;
}

type Value = string | number | null;

/** A table to download: the names of its columns, and its rows. */
export interface Sheet {
  columns: readonly string[];
  rows: readonly (readonly Value[])[];
}

/** Whether a program would take a text for a formula: those begin so, white space aside. */
const FORMULA = /^\s*[=+\-@\t\r]/;

/** A value as comma-separated values have it: quoted where it must be, and never a formula. */
export function csvValue(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Comma-separated values (RFC 4180) in UTF-8 with a byte order mark, for programs that guess otherwise. What it is about
 * comes first, a line for each, with the name in the first column and what it is in the second.
 */
export function csvOf(about: About, sheet: Sheet): string {
  const lines = [
    ...Object.entries(about).map(([name, value]) => [name, value]),
    [],
    [...sheet.columns],
    ...sheet.rows.map((row) => [...row]),
  ];
  return `\uFEFF${lines.map((line) => line.map(csvValue).join(",")).join("\r\n")}\r\n`;
}

/** The same as JSON: each row an object. */
export function jsonOf(about: About, sheet: Sheet): string {
  const rows = sheet.rows.map((row) =>
    Object.fromEntries(sheet.columns.map((name, place) => [name, row[place] ?? null])),
  );
  return `${JSON.stringify({ about, rows }, null, 2)}\n`;
}

/** Hands a text to the person as a file. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
