import { useEffect, useState } from "react";

import { tab } from "../../app/storage";
import { differing, type Fields, type Kept, met, recalled } from "./typing";

/**
 * What is typed at a place of a draft, as long as this tab is there: it outlives the page, a reload and the end of a session.
 * Where the draft has moved on, what was typed is laid over what stands now.
 */
export function useTyped(at: string, stands: Fields, revision: number) {
  const [before] = useState(() => recalled(tab.read(at)));
  const [kept, setKept] = useState<Kept>(() => before ?? { revision, base: stands, typed: stands });
  const [clashes, setClashes] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<Fields | null>(null);
  let now = kept;
  // What was read before the last save is as old as that.
  if (stands !== seen && revision >= kept.revision) {
    const { clashes: further, ...next } = met(kept, stands, revision);
    setSeen(stands);
    now = next;
    setKept(next);
    setClashes([...new Set([...clashes, ...further])]);
  }
  const dirty = differing(now.base, now.typed);
  const isDirty = dirty.length > 0;

  const write = (next: Kept) =>
    tab.write(at, differing(next.base, next.typed).length > 0 ? JSON.stringify(next) : null);
  const keep = (next: Kept) => {
    write(next);
    setKept(next);
  };

  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  return {
    ...now,
    dirty,
    /** Where somebody else wrote something else meanwhile. */
    clashes: clashes.filter((name) => dirty.includes(name)),
    /** Whether something typed earlier was found here. */
    wasKept: before !== null,
    change: (changes: Fields) => keep({ ...now, typed: { ...now.typed, ...changes } }),
    /** Takes what stands. */
    leave: () => {
      setClashes([]);
      keep({ ...now, typed: now.base });
    },
    /** It is with the service now, in a revision of its own. */
    saved: (after: number, sent: Fields) => {
      setClashes([]);
      setKept(({ typed }) => {
        const next = { revision: after, base: sent, typed };
        write(next);
        return next;
      });
    },
  };
}

export type Typed = ReturnType<typeof useTyped>;
