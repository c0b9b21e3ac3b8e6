import { graphql } from "../../gql";
import type { NeedPartsFragment, OfferPartsFragment, ReasonPartsFragment } from "../../gql/graphql";

// What is read of a need and of an offer wherever they are shown. Both say nearly the same.
graphql(`
  fragment NeedParts on Need {
    id
    stage
    revision
    releasedAt
    releasedRevision
    endedAt
    languages
    kind {
      code
      label {
        content
      }
    }
    themes {
      code
      label {
        content
      }
    }
    provisions {
      ...ServedProvision
    }
    title {
      ...Localised
    }
    state {
      ...PartyState
    }
  }

  fragment OfferParts on Offer {
    id
    stage
    revision
    releasedAt
    releasedRevision
    endedAt
    languages
    until
    kind {
      code
      label {
        content
      }
    }
    themes {
      code
      label {
        content
      }
    }
    forms {
      code
      label {
        content
      }
    }
    provisions {
      ...ServedProvision
    }
    title {
      ...Localised
    }
    state {
      ...PartyState
    }
    organisation {
      ...PartyOrganisation
    }
  }

  fragment ServedProvision on Provision {
    id
    code
    paragraph
    adoption
    title {
      ...Localised
    }
    instrument {
      id
      code
      symbol
    }
  }

  fragment PartyState on State {
    id
    code
    name {
      ...Localised
    }
  }

  fragment PartyOrganisation on Organisation {
    id
    code
    abbreviation
    name {
      ...Localised
    }
  }

  fragment ReasonParts on MatchReason {
    code
    group
    language
    term {
      code
      label {
        content
      }
    }
    provision {
      ...ServedProvision
    }
    relation {
      id
      code
      reading
      provision {
        ...ServedProvision
      }
    }
    state {
      ...PartyState
    }
  }
`);

export const NeedsListed = graphql(`
  query NeedsListed($filter: NeedFilter, $after: String) {
    needs(filter: $filter, first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...NeedParts
      }
    }
  }
`);

export const OffersListed = graphql(`
  query OffersListed($filter: OfferFilter, $after: String) {
    offers(filter: $filter, first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...OfferParts
      }
    }
  }
`);

/** What needs and offers can be narrowed to, and what they can say. */
export const CapacityChoices = graphql(`
  query CapacityChoices {
    kinds: vocabulary(name: "capability_kinds") {
      code
      label {
        content
      }
    }
    themes: vocabulary(name: "themes") {
      code
      label {
        content
      }
    }
    forms: vocabulary(name: "capacity_forms") {
      code
      label {
        content
      }
    }
    regions: vocabulary(name: "regional_groups") {
      code
      label {
        content
      }
    }
    organisations {
      ...PartyOrganisation
    }
    instruments(first: 100) {
      nodes {
        id
        code
        symbol
        adoption
        shortTitle {
          ...Localised
        }
      }
    }
  }
`);

/** The provisions of one text, to choose among. */
export const ProvisionsOfText = graphql(`
  query ProvisionsOfText($code: String!) {
    instrument(code: $code) {
      id
      code
      provisions {
        ...ServedProvision
      }
    }
  }
`);

/** The areas of M49 by their codes: States tell them. */
export const AreasOfStates = graphql(`
  query AreasOfStates($after: String) {
    states(first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        code
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

export const OneNotice = graphql(`
  query OneNotice($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Need {
        ...WholeNeed
      }
      ... on Offer {
        ...WholeOffer
      }
    }
  }

  fragment WholeNeed on Need {
    ...NeedParts
    revisedAt
    description {
      ...Localised
    }
    wordings {
      ...WordingParts
    }
    revisions {
      ...RevisionParts
    }
    sharing {
      ...NoticeReaders
    }
  }

  fragment WholeOffer on Offer {
    ...OfferParts
    revisedAt
    from
    link
    openTo {
      isEverybody
      groups
      states {
        ...PartyState
      }
    }
    description {
      ...Localised
    }
    wordings {
      ...WordingParts
    }
    revisions {
      ...RevisionParts
    }
    sharing {
      ...NoticeReaders
    }
  }

  fragment WordingParts on NoticeWording {
    language
    title
    description
  }

  fragment RevisionParts on NoticeRevision {
    revision
    writtenAt
    kind {
      code
      label {
        content
      }
    }
    wordings {
      ...WordingParts
    }
  }

  fragment NoticeReaders on Sharing {
    visibility
    audienceStates {
      ...PartyState
    }
    audienceOrganisations {
      ...PartyOrganisation
    }
  }
`);

/** The offers that meet a need, with every reason. */
export const OffersMeeting = graphql(`
  query OffersMeeting($id: ID!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Need {
        matchingOffers(first: 50, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            offer {
              id
              releasedAt
              until
              title {
                ...Localised
              }
              state {
                ...PartyState
              }
              organisation {
                ...PartyOrganisation
              }
            }
            reasons {
              ...ReasonParts
            }
          }
        }
      }
    }
  }
`);

/** The needs that an offer meets, with every reason. */
export const NeedsMet = graphql(`
  query NeedsMet($id: ID!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Offer {
        matchingNeeds(first: 50, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            need {
              id
              releasedAt
              title {
                ...Localised
              }
              state {
                ...PartyState
              }
            }
            reasons {
              ...ReasonParts
            }
          }
        }
      }
    }
  }
`);

/** In whose name somebody drafts, releases and closes. */
export const CapacityPlaces = graphql(`
  query CapacityPlaces {
    viewer {
      account {
        id
      }
      memberships {
        id
        role
        state {
          ...PartyState
        }
        organisation {
          ...PartyOrganisation
        }
      }
    }
  }
`);

/** A need or an offer in a list. What only offers have is left out of a need. */
export type Listed = NeedPartsFragment & Partial<Pick<OfferPartsFragment, "organisation" | "forms" | "until">>;
export type Reason = ReasonPartsFragment;
