import { graphql } from "../../gql";
import type { NeedsAgainstQuery } from "../../gql/graphql";

export const NeedsAgainst = graphql(`
  query NeedsAgainst($by: NeedsFacet!, $group: GroupInput, $asOf: DateTime) {
    needsAgainstOffers(by: $by, group: $group, asOf: $asOf) {
      asOf
      states
      needing
      allStates
      organisations
      rows {
        needing
        met
        offeringStates
        offeringOrganisations
        term {
          code
          label {
            content
          }
        }
        provision {
          ...ServedProvision
        }
      }
    }
  }
`);

export type Report = NonNullable<NeedsAgainstQuery["needsAgainstOffers"]>;
export type Row = Report["rows"][number];
