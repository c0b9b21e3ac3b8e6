import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { house } from "./house";

/** Does what only the owner of the database can: for what a program brings, and no person does. */
export async function asOwner(statements: string) {
  const where = ["-h", join(house().data, "socket"), "-U", "normtrack_owner", "-d", "normtrack"];
  await promisify(execFile)("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", ...where, "-c", statements]);
}
