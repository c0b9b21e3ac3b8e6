import { useEffect, useState } from "react";

import { tab } from "../app/storage";

/** What is kept in the tab: what is typed, and what was set aside when another text was taken. */
export interface Kept<Draft> {
  draft: Draft;
  aside: Draft | null;
}

/** How texts of one kind are read again and compared. */
export interface Ways<Draft> {
  /** What was kept; nothing where it cannot be read. */
  drafted: (value: unknown) => Draft | null;
  saysTheSame: (one: Draft, other: Draft) => boolean;
}

/** What was kept; what cannot be read is as good as nothing. */
export function recalled<Draft>(text: string | null, drafted: Ways<Draft>["drafted"]): Kept<Draft> | null {
  if (text === null) return null;
  try {
    const { draft, aside } = JSON.parse(text) as { draft: unknown; aside: unknown };
    const read = drafted(draft);
    return read && { draft: read, aside: drafted(aside) };
  } catch {
    return null;
  }
}

/**
 * What is typed, as long as this tab is there: it outlives the page, a reload and the end of a session. Before anybody types,
 * it is what stands on record now.
 */
export function useKept<Draft>(place: string, start: Draft, { drafted, saysTheSame }: Ways<Draft>) {
  const [before] = useState(() => recalled(tab.read(place), drafted));
  const [typed, setTyped] = useState<Kept<Draft> | null>(before);
  const { draft, aside } = typed ?? { draft: start, aside: null };
  const isDirty = aside !== null || !saysTheSame(draft, start);

  const keep = (next: Kept<Draft>) => {
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
