import { useEffect, useState } from "react";

import { tab } from "../../app/storage";
import { type Draft, type Kept, recalled, saysTheSame } from "./draft";

/**
 * What is typed, as long as this tab is there: it outlives the page, a reload and the end of a session. Before anybody types,
 * it is what stands on record now.
 */
export function useKept(place: string, start: Draft) {
  const [before] = useState(() => recalled(tab.read(place)));
  const [typed, setTyped] = useState<Kept | null>(before);
  const { draft, aside } = typed ?? { draft: start, aside: null };
  const isDirty = aside !== null || !saysTheSame(draft, start);

  const keep = (next: Kept) => {
    const isWorthIt = next.aside !== null || !saysTheSame(next.draft, start);
    tab.write(place, isWorthIt ? JSON.stringify(next) : null);
    setTyped(next);
  };

  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  return {
    draft,
    aside,
    isDirty,
    /** Whether something typed earlier was found here. */
    wasKept: before !== null,
    change: (changes: Partial<Draft>) => keep({ draft: { ...draft, ...changes }, aside }),
    /** Takes another text, and sets aside what was typed. */
    take: (other: Draft) => keep({ draft: other, aside: saysTheSame(draft, other) ? aside : draft }),
    /** It is with the service now. */
    forget: () => tab.write(place, null),
  };
}
