import { useEffect, useState } from "react";
import { useClient, type CombinedError } from "urql";

import type { CompilationsPageQuery as Read } from "../../gql/graphql";
import { CompilationsPageQuery } from "./documents";
import { pauseAfter } from "./interval";
import { isUnderWay } from "./series";

interface Known {
  data: Read | null;
  error: CombinedError | undefined;
}

const NOTHING: Known = { data: null, error: undefined };

/**
 * The compilations of a round as they are now: asked for again as long as one is under way and somebody looks, and whenever
 * somebody comes back to the page.
 */
export function useCompilations(round: string): Known & { again: () => void } {
  const client = useClient();
  const [known, setKnown] = useState<Known>(NOTHING);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isWanted = true;
    let isAsking = false;
    let goesOn = false;
    let looks = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look() {
      clearTimeout(timer);
      isAsking = true;
      const anew = { requestPolicy: "network-only" } as const;
      const { data, error } = await client.query(CompilationsPageQuery, { round }, anew).toPromise();
      isAsking = false;
      if (!isWanted) return;
      setKnown((before) => ({ data: data ?? before.data, error }));
      looks += 1;
      // Without an answer, what was under way is taken to be so still.
      if (data) goesOn = data.compilations.some(isUnderWay);
      if (goesOn && !document.hidden) timer = setTimeout(() => void look(), pauseAfter(looks, error !== undefined));
    }
    const seen = () => {
      if (document.hidden) clearTimeout(timer);
      else if (!isAsking) void look();
    };
    document.addEventListener("visibilitychange", seen);
    void look();
    return () => {
      isWanted = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [client, round, attempt]);

  return { ...known, again: () => setAttempt((count) => count + 1) };
}
