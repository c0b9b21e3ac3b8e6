import { useEffect, useRef } from "react";

/** In milliseconds. */
const EVERY = 30_000;

/** Reads anew what the other side may have done meanwhile: every half minute while somebody looks, and when they come back. */
export function useReread(isWanted: boolean, read: () => void) {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    if (!isWanted) return undefined;
    const look = () => {
      if (!document.hidden) latest.current();
    };
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isWanted]);
}
