import { graphql } from "../../gql";
import type { OneReviewQuery, ReviewHeadFragment } from "../../gql/graphql";

// What is read of a review wherever it is shown.
graphql(`
  fragment ReviewHead on Review {
    id
    stage
    until
    invitedAt
    endedAt
    isExpired
    isFilingWithdrawn
    position
    sides
    agreedBy
    pair {
      review
      reply
    }
    state {
      ...PartyState
    }
    reviewer {
      kind
      name
      email
      state {
        ...PartyState
      }
      organisation {
        ...PartyOrganisation
      }
    }
  }

  fragment ReviewTextParts on ReviewText {
    version
    language
    content
    deliveredAt
  }

  fragment ReviewReplyParts on ReviewReply {
    version
    reviewVersion
    language
    content
    sentAt
  }

  fragment ReviewDraftParts on ReviewDraft {
    revision
    language
    content
    writtenAt
  }

  fragment WholeReview on Review {
    ...ReviewHead
    texts {
      ...ReviewTextParts
    }
    replies {
      ...ReviewReplyParts
    }
    draft {
      ...ReviewDraftParts
    }
    replyDraft {
      ...ReviewDraftParts
    }
    published {
      publishedAt
      review {
        ...ReviewTextParts
      }
      reply {
        ...ReviewReplyParts
      }
    }
    questions {
      id
      code
      kind
      section {
        code
        title {
          ...Localised
        }
      }
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
    answers {
      questionCode
      standing
      language
      value {
        ...AnswerValueParts
      }
    }
  }
`);

export const ReviewsListed = graphql(`
  query ReviewsListed($after: String, $filter: ReviewFilter) {
    reviews(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...ReviewHead
      }
    }
  }
`);

export const OneReview = graphql(`
  query OneReview($id: ID!) {
    review(id: $id) {
      ...WholeReview
    }
  }
`);

/** What was published about a filing, and whether it stands. */
export const ReviewsOfFiling = graphql(`
  query ReviewsOfFiling($position: Int!) {
    filing(position: $position) {
      id
      status
      publishedReviews {
        ...ReviewHead
      }
    }
  }
`);

export type Head = ReviewHeadFragment;
export type Whole = NonNullable<OneReviewQuery["review"]>;
export type Text = Whole["texts"][number];
export type Reply = Whole["replies"][number];
export type OnRecord = Whole["draft"];
