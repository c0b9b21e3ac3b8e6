import { graphql } from "../../gql";

/** A filing with what of it can be opened, and the bodies that can be invited. */
export const FilingToReview = graphql(`
  query FilingToReview($position: Int!) {
    filing(position: $position) {
      id
      position
      status
      state {
        ...PartyState
      }
      round {
        id
        title {
          ...Localised
        }
      }
      edition {
        id
        code
      }
      answers {
        id
        questionCode
        standing
        language
        value {
          ...AnswerValueParts
        }
      }
    }
    organisations {
      ...PartyOrganisation
    }
  }
`);

export const InviteReview = graphql(`
  mutation InviteReview($input: InviteReviewInput!) {
    inviteReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);
