import { graphql } from "../../gql";

export const InviteStates = graphql(`
  mutation InviteStates($input: InviteStatesInput!) {
    inviteStates(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);

export const CallOffRound = graphql(`
  mutation CallOffRound($input: CancelRoundInput!) {
    cancelRound(input: $input) {
      key
    }
  }
`);

export const ExtendRound = graphql(`
  mutation ExtendRound($input: ExtendRoundInput!) {
    extendRound(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);

export const CloseRound = graphql(`
  mutation CloseRound($input: CloseRoundInput!) {
    closeRound(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);

export const ArchiveRound = graphql(`
  mutation ArchiveRound($input: ArchiveRoundInput!) {
    archiveRound(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);
