/** The positions of the newest entries of a register of this length, the newest first. */
export function newest(position: number, count: number): number[] {
  return Array.from({ length: Math.min(position, count) }, (_, back) => position - back);
}
