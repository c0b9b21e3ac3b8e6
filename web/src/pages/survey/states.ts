import { useEffect, useMemo, useState } from "react";
import { useClient } from "urql";

import { graphql } from "../../gql";
import type { StateNamesQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { useTongue } from "../../widgets";

const StateNames = graphql(`
  query StateNames($after: String) {
    states(first: 100, after: $after) {
      nodes {
        id
        code
        name {
          ...Localised
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type NamedState = StateNamesQuery["states"]["nodes"][number];

/** Every State by its code, by name in the reader's language; empty until they have come. */
export function useStates(isWanted: boolean): ReadonlyMap<string, NamedState> {
  const client = useClient();
  const tongue = useTongue();
  const [states, setStates] = useState<NamedState[]>([]);

  useEffect(() => {
    let isNeeded = isWanted;
    async function read() {
      const found: NamedState[] = [];
      let after: string | null = null;
      do {
        const page: StateNamesQuery | undefined = (await client.query(StateNames, { after }).toPromise()).data;
        found.push(...(page?.states.nodes ?? []));
        after = page?.states.pageInfo.hasNextPage === true ? (page.states.pageInfo.endCursor ?? null) : null;
      } while (after !== null);
      if (isNeeded) setStates(found);
    }
    if (isWanted) void read();
    return () => {
      isNeeded = false;
    };
  }, [client, isWanted]);

  return useMemo(() => {
    const collator = new Intl.Collator(localeOf(tongue));
    const name = (state: NamedState) => state.name?.content ?? state.code;
    const sorted = states.toSorted((one, other) => collator.compare(name(one), name(other)));
    return new Map(sorted.map((state) => [state.code, state]));
  }, [states, tongue]);
}
