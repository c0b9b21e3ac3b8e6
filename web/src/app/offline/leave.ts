import { session } from "../session";
import { device } from "../storage";
import { subjectOf } from "../token";
import { MAYBE } from "./keeper";

// Signing out, where something may not be sent: a dialog stands above the page and says so first.

export interface Asked {
  subject: string;
  /** Answers, and documents. */
  count: number;
  documents: number;
  leave: () => void;
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
  ask(then: () => void) {
    const { tokens, away } = session.now();
    const subject = tokens === null ? away : subjectOf(tokens.accessToken);
    const go = () => {
      become(null);
      then();
    };
    if (subject === null || device.read(MAYBE) === null) return go();
    Promise.all([
      import("./unsent").then(({ keptFor }) => keptFor(subject)),
      import("./documents").then(({ documentsFor }) => documentsFor(subject)),
    ]).then(([{ length: count }, { length: documents }]) => {
      if (count + documents === 0) go();
      else become({ subject, count, documents, leave: go });
    }, go);
  },
};
