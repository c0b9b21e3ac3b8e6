import { graphql } from "../../gql";
import type { ComparisonOfQuery } from "../../gql/graphql";

/** The rounds in which States can be compared, with the texts that each asks about. */
export const ComparisonRounds = graphql(`
  query ComparisonRounds {
    rounds(first: 100) {
      nodes {
        id
        key
        stage
        opensAt
        invitedCount
        title {
          ...Localised
        }
        release {
          number
        }
        mandate {
          isOwnRequest
        }
        edition {
          id
          code
          instruments {
            id
            code
            symbol
            adoption
            shortTitle {
              ...Localised
            }
          }
        }
      }
    }
  }
`);

export const ComparisonOf = graphql(`
  query ComparisonOf($round: String!, $states: [String!]!, $questions: [String!], $provisions: [String!], $asOf: Int) {
    comparison(round: $round, states: $states, questions: $questions, provisions: $provisions, asOf: $asOf) {
      asOf
      invited
      states {
        id
        code
        name {
          ...Localised
        }
      }
      rows {
        questionCode
        showing
        invited
        question {
          ...ToldQuestion
          provisions {
            id
            code
            paragraph
            adoption
            title {
              ...Localised
            }
            instrument {
              id
              symbol
            }
          }
        }
        cells {
          state {
            id
            code
            name {
              ...Localised
            }
          }
          answer {
            ...ToldAnswer
          }
        }
      }
    }
  }
`);

export type Comparison = NonNullable<ComparisonOfQuery["comparison"]>;
export type Row = Comparison["rows"][number];
