import { useSyncExternalStore } from "react";

import { useSession } from "../../app/session";
import { useSummary } from "./context";

function subscribe(listener: () => void) {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Whether the service can be asked now, as far as this tab knows. */
export function useIsReached(): boolean {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const { away } = useSession();
  const { trouble } = useSummary();
  return isOnline && away === null && trouble?.kind !== "unreached";
}
