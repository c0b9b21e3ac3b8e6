import { graphql } from "../../gql";
import type { SearchForQuery } from "../../gql/graphql";

export const SearchFor = graphql(`
  query SearchFor(
    $query: String!
    $kinds: [SearchKind!]
    $instrument: String
    $theme: String
    $round: String
    $state: String
    $language: Language
    $asOf: Int
    $after: String
  ) {
    search(
      query: $query
      kinds: $kinds
      instrument: $instrument
      theme: $theme
      round: $round
      state: $state
      language: $language
      asOf: $asOf
      first: 20
      after: $after
    ) {
      totalCount
      asOf
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        __typename
        ... on ProvisionHit {
          provision {
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
          excerpt {
            ...Excerpt
          }
        }
        ... on QuestionHit {
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
              adoption
              instrument {
                id
                symbol
              }
            }
          }
          edition {
            id
            code
            title {
              ...Localised
            }
          }
          excerpt {
            ...Excerpt
          }
        }
        ... on AnswerHit {
          answer {
            id
            citation
            questionCode
          }
          state {
            id
            code
            name {
              ...Localised
            }
          }
          filing {
            id
            position
            round {
              id
              key
              title {
                ...Localised
              }
            }
          }
          asked: question {
            id
            code
            prompt {
              ...Localised
            }
          }
          excerpt {
            ...Excerpt
          }
        }
        ... on ProposalHit {
          proposal {
            id
            stage
            state {
              id
              code
              name {
                ...Localised
              }
            }
          }
          version {
            number
            content {
              title {
                ...Localised
              }
            }
          }
          excerpt {
            ...Excerpt
          }
        }
      }
    }
  }

  fragment Excerpt on SearchExcerpt {
    content
    language
    status
    isFallback
    marks {
      start
      end
    }
    isCutBefore
    isCutAfter
  }
`);

/** What a search can be narrowed to, but for States. */
export const SearchWithin = graphql(`
  query SearchWithin {
    instruments(first: 100) {
      nodes {
        id
        code
        symbol
        adoption
        shortTitle {
          content
        }
      }
    }
    themes: vocabulary(name: "themes") {
      code
      label {
        content
      }
    }
    rounds(first: 100) {
      nodes {
        id
        key
        title {
          content
        }
      }
    }
  }
`);

export type Hit = SearchForQuery["search"]["nodes"][number];
