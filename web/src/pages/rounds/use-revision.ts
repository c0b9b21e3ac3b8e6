import { useEffect, useState } from "react";

import { tab } from "../../app/storage";
import { differing, type Kept, recalledRevision, revisionPlaceOf } from "./revising";

/** What is typed over a round, as long as this tab is there: it outlives the page, a reload and the end of a session. */
export function useRevision(account: string, round: string, start: () => Kept) {
  const place = revisionPlaceOf(account, round);
  const [before] = useState(() => recalledRevision(tab.read(place)));
  const [kept, setKept] = useState<Kept>(() => before ?? start());
  const isDirty = differing(kept.base, kept.plan).length > 0;

  const keep = (next: Kept) => {
    tab.write(place, differing(next.base, next.plan).length > 0 ? JSON.stringify(next) : null);
    setKept(next);
  };

  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  return {
    kept,
    /** Whether something typed earlier was found here. */
    wasKept: before !== null,
    keep,
    forget: () => tab.write(place, null),
  };
}
