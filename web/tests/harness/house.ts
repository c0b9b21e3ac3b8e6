import { inject } from "vitest";

import type { House } from "./setup";

/** What this file's stories run on. Vitest numbers its workers from one, and gives the number of one that ended to the next. */
export function house(): House {
  return inject("houses")[Number(process.env["VITEST_POOL_ID"]) - 1]!;
}
