import { graphql } from "../../gql";
import type { TrendOfQuery, TrendQuestionsQuery } from "../../gql/graphql";

/** The editions that rounds with a denominator ask, and the groups that have figures. */
export const TrendChoices = graphql(`
  query TrendChoices($asOf: Int) {
    participation(asOf: $asOf) {
      round {
        id
        key
        edition {
          id
          code
          title {
            ...Localised
          }
        }
      }
      groups {
        group
      }
    }
    regions: vocabulary(name: "regional_groups") {
      code
      label {
        content
      }
    }
    organisations {
      id
      code
      abbreviation
      name {
        content
      }
    }
  }
`);

/** The questions of an edition, each with the provisions that it asks about. */
export const TrendQuestions = graphql(`
  query TrendQuestions($edition: String!) {
    edition(code: $edition) {
      id
      modules {
        code
        sections {
          code
          questions {
            id
            code
            pattern
            binds
            prompt {
              ...Localised
            }
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
                code
                symbol
              }
            }
          }
        }
      }
    }
  }
`);

export const TrendOf = graphql(`
  query TrendOf($edition: String!, $question: String!, $group: GroupInput, $asOf: Int) {
    trend(edition: $edition, question: $question, group: $group, asOf: $asOf) {
      question {
        id
        code
        kind
        prompt {
          ...Localised
        }
      }
      runs {
        points {
          joint
          round {
            id
            key
            opensAt
            title {
              ...Localised
            }
            edition {
              id
              code
            }
          }
          release {
            number
            atPosition
            at
          }
          row {
            asOf
            invited
            questionCode
            parts {
              ...AllParts
            }
            options {
              code
              states
              option {
                label {
                  ...Localised
                }
              }
            }
            question {
              id
              code
              kind
              prompt {
                ...Localised
              }
              continues {
                edition
                question
                isComparable
              }
            }
          }
        }
      }
    }
  }
`);

type Edition = NonNullable<TrendQuestionsQuery["edition"]>;
export type Question = Edition["modules"][number]["sections"][number]["questions"][number];
export type Trend = NonNullable<TrendOfQuery["trend"]>;
export type Point = Trend["runs"][number]["points"][number];
