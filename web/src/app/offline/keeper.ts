import { device } from "../storage";

// Whose working file this device keeps (`file.ts`), known without asking the data base: every page has to know it.

/** Says that something may not be sent (`unsent.ts`), to whoever loads the part of the program that looks. */
export const MAYBE = "normtrack.unsent";

/** Says the same of documents (`documents.ts`); what happens to one is an event of this name. */
export const DOCUMENTS = "normtrack.documents";

const PLACE = "normtrack.keeps";
const ERASE = "erase";
/** Whoever has not been here for so long signs in again before they read. */
const LASTS = 7 * 24 * 3_600_000;

export const keeper = {
  /** Who can go on reading without a connection. */
  now(): string | null {
    const [subject = "", at = ""] = (device.read(PLACE) ?? "").split(" ");
    if (at === "") return null;
    if (Number(at) + LASTS > Date.now()) return subject;
    keeper.only(null);
    return null;
  },
  keep: (subject: string, at: number) => device.write(PLACE, `${subject} ${at}`),
  /** From now on nobody but this person finds a file here. */
  only(subject: string | null) {
    const kept = device.read(PLACE);
    if (kept === null || (subject !== null && kept.startsWith(`${subject} `))) return;
    // It counts as erased from this moment, and is erased at the next start if this page ends before it is.
    device.write(PLACE, ERASE);
    import("./file")
      .then(({ eraseFile }) => eraseFile())
      .then(() => {
        if (device.read(PLACE) === ERASE) device.write(PLACE, null);
      })
      .catch(() => undefined);
  },
};
