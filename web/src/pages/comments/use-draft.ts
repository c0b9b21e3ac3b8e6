import { useState } from "react";

import { tab } from "../../app/storage";
import { type Draft, EMPTY, kept, recalled } from "./draft";

/** A draft that outlives its panel and a reload of this tab. A place of its own needs a key of its own. */
export function useDraft(place: string): [Draft, (draft: Draft) => void, () => void] {
  const [draft, setDraft] = useState(() => recalled(tab.read(place)));
  const change = (next: Draft) => {
    tab.write(place, kept(next));
    setDraft(next);
  };
  return [draft, change, () => change(EMPTY)];
}
