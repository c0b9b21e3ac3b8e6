import { useEffect, useRef } from "react";

import { type FactorTask, useFactor } from "../../app/factor";

/** A heading to which the focus goes when one of these tasks is done and the button that began it is gone. */
export function useHome(...tasks: FactorTask[]) {
  const { task } = useFactor();
  const home = useRef<HTMLHeadingElement>(null);
  const wasBusy = useRef(false);
  const isOurs = task !== null && tasks.includes(task);
  useEffect(() => {
    if (isOurs) wasBusy.current = true;
    if (task !== null || !wasBusy.current) return;
    wasBusy.current = false;
    // After the dialog has given the focus back, if there is still what it gives it to.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) home.current?.focus();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [task, isOurs]);
  return home;
}
