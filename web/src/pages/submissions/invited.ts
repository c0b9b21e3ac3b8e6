import { useEffect, useState } from "react";
import { useClient } from "urql";

import type { InvitedQuery } from "../../gql/graphql";
import { Invited } from "./documents";

/** Which of some States a round invites; none while that is not known yet. */
export function useInvited(round: string, states: readonly string[], isWanted: boolean): string[] | null {
  const client = useClient();
  const [invited, setInvited] = useState<string[] | null>(null);
  const wanted = states.join();

  useEffect(() => {
    let isNeeded = isWanted;
    async function read() {
      const found = new Set<string>();
      let after: string | null = null;
      do {
        const page: InvitedQuery["round"] | undefined = (await client.query(Invited, { round, after }).toPromise()).data
          ?.round;
        for (const { state } of page?.invited.nodes ?? []) if (state) found.add(state.code);
        after = page?.invited.pageInfo.hasNextPage === true ? (page.invited.pageInfo.endCursor ?? null) : null;
      } while (after !== null);
      if (isNeeded) setInvited(wanted.split(",").filter((state) => found.has(state)));
    }
    if (isWanted) void read();
    return () => {
      isNeeded = false;
    };
  }, [client, round, wanted, isWanted]);

  return invited;
}
