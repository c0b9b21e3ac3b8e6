import { graphql } from "../../gql";

export const AcceptReview = graphql(`
  mutation AcceptReview($input: AcceptReviewInput!) {
    acceptReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const DeclineReview = graphql(`
  mutation DeclineReview($input: DeclineReviewInput!) {
    declineReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const SaveReviewDraft = graphql(`
  mutation SaveReviewDraft($input: SaveReviewDraftInput!) {
    saveReviewDraft(input: $input) {
      draft {
        ...ReviewDraftParts
      }
    }
  }
`);

export const SaveReviewReply = graphql(`
  mutation SaveReviewReply($input: SaveReviewReplyInput!) {
    saveReviewReply(input: $input) {
      draft {
        ...ReviewDraftParts
      }
    }
  }
`);

export const DeliverReview = graphql(`
  mutation DeliverReview($input: DeliverReviewInput!) {
    deliverReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const SendReviewReply = graphql(`
  mutation SendReviewReply($input: SendReviewReplyInput!) {
    sendReviewReply(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const AgreeToPublishReview = graphql(`
  mutation AgreeToPublishReview($input: AgreeToPublishReviewInput!) {
    agreeToPublishReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const WithdrawReviewAgreement = graphql(`
  mutation WithdrawReviewAgreement($input: WithdrawReviewAgreementInput!) {
    withdrawReviewAgreement(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const ExtendReview = graphql(`
  mutation ExtendReview($input: ExtendReviewInput!) {
    extendReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);

export const EndReview = graphql(`
  mutation EndReview($input: EndReviewInput!) {
    endReview(input: $input) {
      review {
        ...WholeReview
      }
    }
  }
`);
