import { createContext, use, useSyncExternalStore } from "react";

import type { Confirmed, Confirming } from "./confirming";

export interface Update {
  /** The working file. */
  id: string;
  confirming: Confirming;
  /** Whether this reader can confirm now. */
  mayConfirm: boolean;
  /** When what is shown was read, where that is what this device kept: nobody confirms what is not told them now. */
  keptAt: number | null;
  /** When the page was opened: what is old is old as of then. */
  now: number;
}

export const UpdateContext = createContext<Update | null>(null);

export function useUpdate(): Update {
  const update = use(UpdateContext);
  if (update === null) throw new Error("a part of the page stands outside of it");
  return update;
}

export function useConfirmed(): Confirmed {
  const { confirming } = useUpdate();
  return useSyncExternalStore(confirming.subscribe, confirming.now);
}
