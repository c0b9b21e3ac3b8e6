import { graphql } from "../../gql";

graphql(`
  fragment RoundParts on Round {
    id
    key
    revision
    stage
    opensAt
    closesOn
    closesAt
    archivesAt
    zone
    admitsObservers
    invitedCount
    observerCount
    title {
      ...Localised
    }
    edition {
      id
      code
      title {
        ...Localised
      }
    }
    mandate {
      isOwnRequest
      endorsedByDocument
      provision {
        ...MandateProvision
      }
      endorsedBy {
        ...MandateProvision
      }
    }
  }

  fragment MandateProvision on Provision {
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

export const RoundsListed = graphql(`
  query RoundsListed($after: String) {
    rounds(first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...RoundParts
      }
    }
  }
`);

export const OneRound = graphql(`
  query OneRound($key: String!) {
    round(key: $key) {
      ...RoundParts
    }
  }
`);

export const StatesOfRound = graphql(`
  query StatesOfRound($key: String!, $after: String) {
    round(key: $key) {
      id
      invited(first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          status
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
  }
`);

/** What a round can be made of. */
export const RoundChoices = graphql(`
  query RoundChoices {
    editions {
      id
      code
      opens
      title {
        ...Localised
      }
    }
    instruments(first: 100) {
      nodes {
        id
        symbol
        adoption
        provisions {
          id
          code
          kind
          paragraph
          title {
            ...Localised
          }
        }
      }
    }
    documents(first: 100) {
      nodes {
        symbol
        description
        instrument {
          id
        }
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
        ...Localised
      }
      members {
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

/** Every State with the groups that it belongs to today. */
export const StatesToInvite = graphql(`
  query StatesToInvite($after: String) {
    states(first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        code
        status
        isLdc
        isLldc
        isSids
        name {
          ...Localised
        }
        regionalGroup {
          code
        }
        areas {
          code
          label {
            content
          }
        }
      }
    }
  }
`);

export const OpenRound = graphql(`
  mutation OpenRound($input: OpenRoundInput!) {
    openRound(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);
