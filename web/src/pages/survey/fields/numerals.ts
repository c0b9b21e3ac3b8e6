const ARABIC_INDIC = 0x0660;
const PERSIAN = 0x06f0;

/**
 * A number as somebody types it, in the one form in which numbers are saved: digits of Arabic, a decimal comma and
 * spaces between thousands are what people write. What is no number stays as it is, for the server to say so.
 */
export function plainNumber(typed: string): string {
  const digits = plainDigits(typed);
  return digits
    .replace(/[\s\u00a0\u202f\u066c]/g, "")
    .replace("\u066b", ".")
    .replace(/^(-?\d+),(\d+)$/, "$1.$2");
}

/** Digits of Arabic and Persian as the digits of everybody. */
export function plainDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= PERSIAN ? PERSIAN : ARABIC_INDIC));
  });
}

/** The parts of a date, as far as they are given: `2026-11` is a year and a month. */
export function dateParts(date: string): { year: string; month: string; day: string } {
  const [year = "", month = "", day = ""] = date.split("-");
  return { year, month, day };
}

/** A date of its parts, as far as they are typed; a part missing before another one leaves a date that is none. */
export function dateOf({ year, month, day }: { year: string; month: string; day: string }): string {
  return [year, month, day].join("-").replace(/-+$/, "");
}
