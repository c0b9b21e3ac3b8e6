import { graphql } from "../../gql";

graphql(`
  fragment CitedProvision on Provision {
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
`);

/** Where something was said. */
graphql(`
  fragment OriginParts on AnswerOrigin {
    round
    edition
    questionCode
    position
    isFiled
    question {
      id
      prompt {
        ...Localised
      }
    }
  }
`);

/** A reply that is drafted for a working file, beside what the file says now. */
export const DraftedReply = graphql(`
  query DraftedReply($id: ID!) {
    viewer {
      account {
        id
      }
      memberships {
        id
        role
        state {
          id
          code
        }
      }
    }
    submission(id: $id) {
      id
      stage
      language
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
      answers {
        id
        questionCode
        isConfirmed
        content {
          ...SaidContent
        }
        unmerged {
          id
          content {
            ...SaidContent
          }
        }
      }
      draftedReply {
        questionCode
        text
        language
        heading {
          ...CitedProvision
          text {
            ...Localised
          }
        }
        sources {
          ...OriginParts
        }
        leftOut {
          reason
          origin {
            ...OriginParts
          }
        }
      }
    }
  }
`);

export const TakeUpReply = graphql(`
  mutation TakeUpReply($input: TakeUpReplyInput!) {
    takeUpReply(input: $input) {
      stored
      offered
    }
  }
`);

/** Whose contradictions somebody may read, and the working files in which they can be mended. */
export const OwnFiles = graphql(`
  query OwnFiles {
    viewer {
      account {
        id
      }
      memberships {
        id
        role
        state {
          id
          code
          name {
            ...Localised
          }
        }
      }
    }
    submissions {
      id
      state {
        id
        code
      }
      round {
        id
        key
        title {
          ...Localised
        }
      }
    }
  }
`);

export const Contradictions = graphql(`
  query Contradictions($state: String!) {
    contradictions(state: $state) {
      kind
      relation {
        id
        reading
        reason {
          ...Localised
        }
        from {
          ...CitedProvision
        }
        to {
          ...CitedProvision
        }
      }
      sides {
        provision {
          ...CitedProvision
        }
        content {
          ...SaidContent
        }
        origin {
          ...OriginParts
          question {
            id
            kind
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
      }
    }
  }
`);
