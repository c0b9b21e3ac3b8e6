import { useMemo } from "react";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import { useSurvey } from "./context";

const Members = graphql(`
  query StateMembers($state: String!) {
    members(place: { state: $state }) {
      id
      account {
        id
        name
      }
    }
  }
`);

/** The names of the State's people by account, for those who may know them; else empty. */
export function useMembers(): ReadonlyMap<string, string> {
  const { rights, state } = useSurvey();
  const [read] = useQuery({ query: Members, variables: { state }, pause: !rights.readsMembers });
  return useMemo(
    () => new Map((read.data?.members ?? []).map(({ account }) => [account.id, account.name])),
    [read.data],
  );
}
