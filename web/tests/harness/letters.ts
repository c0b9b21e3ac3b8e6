import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

import { house } from "./house";

export interface Letter {
  to: string;
  subject: string;
  /** What it says without markup. */
  text: string;
}

/** All that the mail server has taken, read by a parser of mail. */
export async function lettersTaken(): Promise<Letter[]> {
  const program = resolve(import.meta.dirname, "../../../tests/mail/read.py");
  const { stdout } = await promisify(execFile)("python3", [program, house().mail]);
  return JSON.parse(stdout) as Letter[];
}
