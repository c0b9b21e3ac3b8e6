import { type RefObject, useEffect } from "react";

/** While this stands on an element, all in it is laid out, seen or not. */
const ALL = "data-laid-out";

/**
 * Has the heights of what is out of sight measured again when their room has another width. A browser remembers for each part
 * the height that it had when it was laid out last (`contain-intrinsic-size: auto`), whatever its width is now: too low where
 * the page has become narrow, and then it lies upon what comes next. So all of it is laid out once, for the one picture in
 * which the browser notes it.
 */
export function useHeightsOfWidth(within: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = within.current;
    if (element === null) return undefined;
    let width: number | null = null;
    let frame = 0;
    const after = (act: () => void) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(act);
    };
    const observer = new ResizeObserver(() => {
      const before = width;
      width = element.clientWidth;
      if (before === null || before === width) return;
      element.setAttribute(ALL, "");
      after(() => after(() => element.removeAttribute(ALL)));
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [within]);
}
