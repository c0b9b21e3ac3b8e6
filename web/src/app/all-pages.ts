import { startTransition, useEffect, useMemo, useState } from "react";
import { useClient, type CombinedError, type RequestPolicy, type TypedDocumentNode } from "urql";

/** A list that comes page by page. */
interface Connection<Node> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined };
  nodes: readonly Node[];
}

interface Progress<Node> {
  /** What has come so far, in the order of the list. */
  nodes: readonly Node[];
  /** How many there are: known with the first page. */
  total: number | null;
  isComplete: boolean;
  error: CombinedError | null;
}

export interface AllPages<Node> extends Progress<Node> {
  retry: () => void;
}

/**
 * Reads a list to its end, page after page; a page that was read before comes out of the cache, unless it is to be asked for anew. `pick` finds the list in
 * an answer and must be the same function each time; a list that is not there ends the reading. No variables: not yet.
 */
export function useAllPages<Data, Variables extends { after?: unknown }, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after"> | null,
  pick: (data: Data) => Connection<Node> | null | undefined,
  requestPolicy: RequestPolicy = "cache-first",
): AllPages<Node> {
  const client = useClient();
  const [progress, setProgress] = useState<Progress<Node>>(nothing);
  const [attempt, setAttempt] = useState(0);
  const key = JSON.stringify(variables);
  const asked = useMemo(() => JSON.parse(key) as typeof variables, [key]);

  useEffect(() => {
    let isWanted = true;
    async function load(fixed: Omit<Variables, "after">) {
      let nodes: readonly Node[] = [];
      let after: string | null = null;
      for (;;) {
        const answer: { data?: Data | undefined; error?: CombinedError | undefined } = await client
          .query<Data, { after?: unknown }>(query as never, { ...fixed, after }, { requestPolicy })
          .toPromise();
        if (!isWanted) return;
        const page = answer.data === undefined ? null : pick(answer.data);
        if (!page) {
          setProgress({ nodes, total: null, isComplete: answer.error === undefined, error: answer.error ?? null });
          return;
        }
        nodes = [...nodes, ...page.nodes];
        const { hasNextPage, endCursor } = page.pageInfo;
        const progress = { nodes, total: page.totalCount, isComplete: !hasNextPage, error: null };
        // A long list is rendered in pieces, between which the page does what its reader asks.
        startTransition(() => setProgress(progress));
        if (!hasNextPage) return;
        after = endCursor ?? null;
      }
    }
    setProgress(nothing);
    if (asked !== null) void load(asked);
    return () => {
      isWanted = false;
    };
  }, [client, query, asked, pick, attempt, requestPolicy]);

  return { ...progress, retry: () => setAttempt((count) => count + 1) };
}

function nothing(): Progress<never> {
  return { nodes: [], total: null, isComplete: false, error: null };
}
