import { graphql } from "../../gql";

graphql(`
  fragment RoundHead on Round {
    id
    key
    stage
    opensAt
    closesOn
    closesAt
    zone
    title {
      ...Localised
    }
    mandate {
      isOwnRequest
    }
    edition {
      id
      code
      questionCount
      title {
        ...Localised
      }
    }
  }
`);

/** The rounds, and the working files of the reader's States in them. */
export const MySubmissions = graphql(`
  query MySubmissions {
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
      stage
      state {
        id
        code
        name {
          ...Localised
        }
      }
      round {
        ...RoundHead
      }
      completeness {
        core
        coreAnswered
        enabled
        answered
        problems
      }
      unconfirmedCount
      filings {
        id
        position
        kind
        status
        filedAt
      }
    }
    rounds(first: 100) {
      nodes {
        ...RoundHead
      }
    }
  }
`);

/** The States that a round invites, a page of them. */
export const Invited = graphql(`
  query Invited($round: String!, $after: String) {
    round(key: $round) {
      id
      invited(first: 100, after: $after) {
        nodes {
          state {
            id
            code
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const OpenSubmission = graphql(`
  mutation OpenSubmission($input: OpenSubmissionInput!) {
    openSubmission(input: $input) {
      submission {
        id
      }
    }
  }
`);
