import { useEffect } from "react";

import { tab } from "./storage";

const PLACE = "normtrack.anew";

/** Whether a part of the program did not come: browsers say so in their own words, and the loader where its styles did not. */
export const isPartMissing = (error: unknown) => /dynamically imported|module script|preload CSS/.test(String(error));

/**
 * A newer build takes the files of the one before with it: a page that finds one of its parts gone is loaded anew, once for each
 * part. Without a connection it stays as it is, unless this device keeps it.
 */
export function useAnew(error: unknown) {
  useEffect(() => {
    const isThere = navigator.onLine || (navigator as Partial<Navigator>).serviceWorker?.controller != null;
    if (!isThere || !isPartMissing(error) || tab.read(PLACE) === String(error)) return;
    tab.write(PLACE, String(error));
    location.reload();
  }, [error]);
}
