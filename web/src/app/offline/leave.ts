import { session } from "../session";
import { device } from "../storage";
import { subjectOf } from "../token";
import { draftsOf } from "./drafts";
import { MAYBE } from "./keeper";

// Signing out, where something may not be sent: a dialog stands above the page and says so first.

/** What the service does not have of somebody, by what it is. */
export interface Waiting {
  answers: number;
  documents: number;
  /** What is typed on other pages of this tab, and not saved. */
  drafts: number;
}

export interface Asked extends Waiting {
  subject: string;
  /** As the service names their account: places in the tab are called by it. */
  account: string | null;
  leave: () => void;
}

/** Of what is kept of a file, who reads it. */
interface Reading {
  data: { viewer?: { account: { id: string } } | null };
}

const listeners = new Set<() => void>();
let asked: Asked | null = null;

function become(next: Asked | null) {
  asked = next;
  listeners.forEach((listener) => listener());
}

export const leave = {
  asked: () => asked,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  stay: () => become(null),
  /** Leaves at once where everything is sent; else once its reader has said what becomes of it. */
  ask(known: string | null, then: () => void) {
    const { tokens, away } = session.now();
    const subject = tokens === null ? away : subjectOf(tokens.accessToken);
    const go = () => {
      become(null);
      then();
    };
    if (subject === null || (known !== null && device.read(MAYBE) === null && draftsOf(known).length === 0))
      return go();
    void (async () => {
      const account = known ?? (await accountKept(subject).catch(() => null));
      const drafts = draftsOf(account).length;
      const [answers, documents] = await Promise.all([
        import("./unsent").then(({ keptFor }) => keptFor(subject)),
        import("./documents").then(({ documentsFor }) => documentsFor(subject)),
      ]).catch(() => [[], []]);
      const [{ length: texts }, { length: files }] = [answers, documents];
      if (texts + files + drafts === 0) go();
      else become({ subject, account, answers: texts, documents: files, drafts, leave: go });
    })();
  },
};

/** How the service names an account that it has not told of since this page began. */
async function accountKept(subject: string): Promise<string | null> {
  const { keptFile, whoseFile } = await import("./file");
  const whose = await whoseFile();
  const kept = whose && (await keptFile<Reading, unknown>(subject, whose.submission));
  return kept?.file.data.viewer?.account.id ?? null;
}
