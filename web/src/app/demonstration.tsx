import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../gql";
import { isFictional } from "./fictional";

const FirstInvited = graphql(`
  query FirstInvited {
    rounds(first: 1) {
      nodes {
        id
        invited(first: 1) {
          nodes {
            state {
              id
              code
            }
          }
        }
      }
    }
  }
`);

/** Says on every page of a demonstration that its States are invented, so that no picture of it can be mistaken. */
export function Demonstration() {
  const [{ data }] = useQuery({ query: FirstInvited });
  const code = data?.rounds.nodes[0]?.invited.nodes[0]?.state?.code;
  if (code === undefined || !isFictional(code)) return null;
  return (
    <p className="shell-demonstration">
      <FormattedMessage id="shell.demonstration" />
    </p>
  );
}
