import { graphql } from "../../gql";

export const LettersAbout = graphql(`
  query LettersAbout($round: String!) {
    round(key: $round) {
      id
      key
      stage
      title {
        ...Localised
      }
      mandate {
        isOwnRequest
      }
    }
    letterOutlook(round: $round) {
      hasMailServer
      matters
      withoutRecipients {
        id
        code
      }
      onRecord {
        id
        code
      }
    }
    viewer {
      account {
        id
      }
    }
  }
`);

export const LettersAsked = graphql(`
  query LettersAsked($round: String!, $after: String) {
    letters(round: $round, first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        asking
        askedAt
        matter
        language
        status
        attempts
        lastAttemptAt
        lastStatus
        lastFailure
        nextAttemptAt
        state {
          id
          code
          name {
            ...Localised
          }
        }
      }
    }
  }
`);

export const LetterWords = graphql(`
  query LetterWords($round: String!, $matter: LetterMatter!, $state: String!) {
    letterPreview(round: $round, matter: $matter, state: $state) {
      language
      subject
      text
    }
  }
`);

export const SendInvitations = graphql(`
  mutation SendInvitations($input: AskLettersInput!) {
    sendInvitations(input: $input) {
      letterCount
    }
  }
`);

export const RemindStates = graphql(`
  mutation RemindStates($input: AskLettersInput!) {
    remindStates(input: $input) {
      letterCount
    }
  }
`);
