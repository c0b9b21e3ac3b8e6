import { useSyncExternalStore } from "react";

// From here on the agreed text has room beside the questions, and the list of sections before them. The styles of the
// survey name the same widths: a media query cannot read a token.
const columns = typeof window === "undefined" ? null : window.matchMedia("(min-width: 64rem)");

/** Whether there is room for columns. */
export function useHasColumns(): boolean {
  return useSyncExternalStore(
    (listener) => {
      columns?.addEventListener("change", listener);
      return () => columns?.removeEventListener("change", listener);
    },
    () => columns?.matches ?? false,
  );
}
