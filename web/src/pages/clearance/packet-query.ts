import { graphql } from "../../gql";

/** What somebody reads who is to sign a section: where it stands, and what is said in it. */
export const PacketOf = graphql(`
  query PacketOf($id: ID!, $section: String!) {
    submission(id: $id) {
      id
      stage
      fourEyes
      state {
        id
        code
        name {
          ...Localised
        }
      }
      round {
        id
        key
        stage
        title {
          ...Localised
        }
      }
      edition {
        id
        code
        kind
        title {
          ...Localised
        }
      }
      section(code: $section) {
        isReadable
        enabledQuestions
        unmergedCount
        assignment {
          id
          ministry
          account
        }
        completeness {
          enabled
          answered
        }
        clearance {
          ...Standing
          history {
            ...ClearanceAct
          }
        }
        answers {
          ...PacketAnswer
        }
      }
    }
  }
`);

graphql(`
  fragment PacketAnswer on Answer {
    id
    questionCode
    isConfirmed
    changedAt
    author {
      ...Person
    }
    sharing {
      visibility
      isCounted
      embargoUntil
    }
    content {
      ...SaidContent
    }
    origin {
      round
      isFiled
    }
    problems {
      message
    }
  }
`);

/** How its answers came about, and what was said about them. Beside the other: the service takes so many fields at once. */
export const PacketSources = graphql(`
  query PacketSources($id: ID!, $section: String!) {
    submission(id: $id) {
      id
      section(code: $section) {
        section {
          code
          title {
            ...Localised
          }
          questions {
            id
            code
            kind
            binds
            isExpected
            prompt {
              ...Localised
            }
            bounds {
              unit
            }
            optionList {
              code
              options {
                code
                label {
                  ...Localised
                }
              }
            }
          }
        }
        answers {
          id
          questionCode
          revisions {
            id
            revision
            isUnmerged
            changedAt
            author {
              id
              name
            }
            content {
              ...SaidContent
            }
          }
        }
        threads {
          ...ThreadParts
        }
      }
    }
  }
`);
