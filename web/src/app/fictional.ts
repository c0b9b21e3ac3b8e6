/** Whether a code is one of those that no State has: `QMA` to `QZZ` are for fictional States. */
export function isFictional(code: string): boolean {
  return /^Q[M-Z][A-Z]$/.test(code);
}
