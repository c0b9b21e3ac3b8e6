import { useEffect, useState } from "react";

import { tab } from "../../app/storage";
import { type Plan, recalled } from "./plan";

/** What is typed, as long as this tab is there: it outlives the page, a reload and the end of a session. */
export function usePlan(place: string, start: Plan) {
  const [before] = useState(() => recalled(tab.read(place)));
  const [plan, setPlan] = useState(before ?? start);
  const isDirty = JSON.stringify(plan) !== JSON.stringify(start);

  const keep = (next: Plan) => {
    tab.write(place, JSON.stringify(next) === JSON.stringify(start) ? null : JSON.stringify(next));
    setPlan(next);
  };

  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  return {
    plan,
    isDirty,
    /** Whether something typed earlier was found here. */
    wasKept: before !== null,
    change: (changes: Partial<Plan>) => keep({ ...plan, ...changes }),
    beginAnew: () => keep(start),
    /** The round is with the service now. */
    forget: () => tab.write(place, null),
  };
}
