import { session } from "../session";
import { device } from "../storage";
import { eraseDocuments, isNoDocumentKept } from "./documents";
import { eraseFile } from "./file";
import { MAYBE } from "./keeper";
import { eraseUnsent, isNothingKept } from "./unsent";

/** Erases from this device what it keeps of somebody, before they leave; fails where the browser does not let go of it. */
export async function erase(subject: string, account: string | null): Promise<void> {
  await Promise.all([eraseUnsent(subject), eraseDocuments(subject), eraseFile()]);
  if (account !== null) session.erase(account);
  if ((await isNothingKept()) && (await isNoDocumentKept())) device.write(MAYBE, null);
}
