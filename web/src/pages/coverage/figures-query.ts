import { graphql } from "../../gql";

/** The figures of a round for the world and every published group, at one moment. */
export const CoverageOfRound = graphql(`
  query CoverageOfRound($round: String!, $asOf: Int) {
    round(key: $round) {
      ...RoundFacts
    }
    coverage(round: $round, asOf: $asOf) {
      invited
      asOf
      release {
        number
        atPosition
        at
      }
      provisions {
        adoption
        answering
        provision {
          id
          code
          paragraph
          kind
          instrument {
            id
            code
            symbol
          }
          title {
            ...Localised
          }
        }
        row {
          questionCode
          parts {
            ...AllParts
          }
        }
      }
    }
    kinds: vocabulary(name: "provision_kinds") {
      code
      label {
        content
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

  fragment AllParts on Parts {
    answeredShown
    countedNotShown
    none
    notApplicable
    existsNotDisclosed
    declined
    withheld
    silent
    notAsked
    notFiled
  }
`);

/** The same of every published group, for the questions of the matrix. */
export const CoverageByGroup = graphql(`
  query CoverageByGroup($round: String!, $asOf: Int, $questions: [String!]) {
    coverageByGroup(round: $round, asOf: $asOf, questions: $questions) {
      asOf
      groups
      invited
      questions
      parts
      values
    }
  }
`);

/** Every question of an edition whose provisions have no lead question. */
export const CoverageByQuestion = graphql(`
  query CoverageByQuestion($round: String!, $asOf: Int) {
    coverage(round: $round, asOf: $asOf) {
      rows {
        questionCode
        parts {
          ...AllParts
        }
        question {
          id
          code
          prompt {
            ...Localised
          }
          provisions {
            id
            code
            paragraph
            instrument {
              id
              symbol
              adoption
            }
          }
        }
      }
    }
  }
`);

/** The areas of M49 by name: only where a group is one of them. */
export const InvitedAreas = graphql(`
  query InvitedAreas($round: String!) {
    round(key: $round) {
      id
      invited(first: 100) {
        nodes {
          state {
            id
            areas {
              code
              label {
                content
              }
            }
          }
        }
      }
    }
  }
`);

/** All that stands behind one cell. */
export const CellDetail = graphql(`
  query CellDetail($round: String!, $question: String!, $group: GroupInput, $asOf: Int) {
    coverage(round: $round, group: $group, asOf: $asOf) {
      invited
      asOf
      release {
        number
        atPosition
        at
      }
      row(question: $question) {
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
        hidden {
          states
          described
          standings
          options {
            code
            states
            option {
              label {
                ...Localised
              }
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
          provisions {
            id
            code
            paragraph
            adoption
            instrument {
              id
              symbol
            }
            title {
              ...Localised
            }
          }
        }
      }
    }
    standings: vocabulary(name: "standings") {
      code
      label {
        content
      }
    }
  }
`);
