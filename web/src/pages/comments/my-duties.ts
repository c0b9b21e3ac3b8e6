import { graphql } from "../../gql";

/** Which roles the reader holds. */
export const MyDuties = graphql(`
  query MyDuties {
    viewer {
      ...Own
    }
  }
`);
