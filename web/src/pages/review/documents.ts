import { graphql } from "../../gql";

/** What would be filed now. */
export const Preview = graphql(`
  query Preview($id: ID!) {
    submission(id: $id) {
      ...FileFields
      uncleared
      filings {
        id
        position
        number
        kind
        status
        filedAt
      }
      preview {
        root
        seen
        answerCount
        publicCount
        countedCount
        namesState
        hidden
        keptOut
        unconfirmed
        problems {
          question
          message
        }
        answers {
          standing
          language
          question {
            id
            code
          }
          sharing {
            ...SharingParts
          }
          value {
            ...AnswerValueParts
          }
        }
      }
    }
  }
`);

graphql(`
  fragment ActedOn on Submission {
    id
    stage
    revision
  }
`);

export const FileSubmission = graphql(`
  mutation FileSubmission($input: FileSubmissionInput!) {
    fileSubmission(input: $input) {
      filing {
        id
        position
      }
      submission {
        ...ActedOn
      }
    }
  }
`);

export const AmendSubmission = graphql(`
  mutation AmendSubmission($input: AmendSubmissionInput!) {
    amendSubmission(input: $input) {
      submission {
        ...ActedOn
      }
    }
  }
`);

export const WithdrawSubmission = graphql(`
  mutation WithdrawSubmission($input: WithdrawSubmissionInput!) {
    withdrawSubmission(input: $input) {
      filing {
        id
        position
      }
      submission {
        ...ActedOn
      }
    }
  }
`);
