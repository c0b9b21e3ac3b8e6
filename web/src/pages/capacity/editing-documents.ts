import { graphql } from "../../gql";

export const DraftNeed = graphql(`
  mutation DraftNeed($input: DraftNeedInput!) {
    draftNeed(input: $input) {
      need {
        ...WholeNeed
      }
    }
  }
`);

export const DraftOffer = graphql(`
  mutation DraftOffer($input: DraftOfferInput!) {
    draftOffer(input: $input) {
      offer {
        ...WholeOffer
      }
    }
  }
`);

export const ReviseNeed = graphql(`
  mutation ReviseNeed($input: ReviseNeedInput!) {
    reviseNeed(input: $input) {
      need {
        ...WholeNeed
      }
    }
  }
`);

export const ReviseOffer = graphql(`
  mutation ReviseOffer($input: ReviseOfferInput!) {
    reviseOffer(input: $input) {
      offer {
        ...WholeOffer
      }
    }
  }
`);

export const ReleaseNotice = graphql(`
  mutation ReleaseNotice($input: ReleaseNoticeInput!) {
    releaseNotice(input: $input) {
      need {
        ...WholeNeed
      }
      offer {
        ...WholeOffer
      }
    }
  }
`);

export const CloseNotice = graphql(`
  mutation CloseNotice($input: CloseNoticeInput!) {
    closeNotice(input: $input) {
      need {
        ...WholeNeed
      }
      offer {
        ...WholeOffer
      }
    }
  }
`);

export const WithdrawNotice = graphql(`
  mutation WithdrawNotice($input: WithdrawNoticeInput!) {
    withdrawNotice(input: $input) {
      need {
        ...WholeNeed
      }
      offer {
        ...WholeOffer
      }
    }
  }
`);

/** The own notices that stand first, the newest drafts, to find one whose acknowledgement was lost on its way. */
export const OwnNeeds = graphql(`
  query OwnNeeds($filter: NeedFilter!) {
    needs(filter: $filter, first: 20) {
      nodes {
        ...NeedParts
        wordings {
          ...WordingParts
        }
      }
    }
  }
`);

export const OwnOffers = graphql(`
  query OwnOffers($filter: OfferFilter!) {
    offers(filter: $filter, first: 20) {
      nodes {
        ...OfferParts
        from
        link
        openTo {
          isEverybody
          groups
          states {
            id
            code
          }
        }
        wordings {
          ...WordingParts
        }
      }
    }
  }
`);

/** That an offer meets a need of the own State, as it comes. */
export const MatchesHeard = graphql(`
  subscription MatchesHeard($state: String!, $since: DateTime) {
    capacityMatches(state: $state, since: $since) {
      need
      offer
    }
  }
`);

/** A provision as it is called where it was chosen. */
export const ProvisionNamed = graphql(`
  query ProvisionNamed($code: String!) {
    provision(code: $code) {
      ...ServedProvision
    }
  }
`);
