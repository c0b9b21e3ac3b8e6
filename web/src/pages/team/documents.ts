import { graphql } from "../../gql";

/** The States that the reader works for, and how each keeps to four eyes as its working files tell. */
export const MyStates = graphql(`
  query MyStates {
    viewer {
      ...Own
      memberships {
        id
        state {
          id
          name {
            ...Localised
          }
        }
      }
    }
    submissions {
      id
      fourEyes
      state {
        id
        code
      }
    }
  }
`);

/** What those see who keep the members: addresses, periods, invitations. */
export const Membership = graphql(`
  query Membership($place: PlaceInput!) {
    members(place: $place) {
      id
      role
      ministry
      from
      until
      isValid
      account {
        id
        name
        email
        isProgram
      }
    }
  }
`);

export const Invitations = graphql(`
  query Invitations($state: String!) {
    invitations(place: { state: $state }) {
      id
      email
      role
      ministry
      status
      issuedAt
      expiresAt
      letter {
        status
      }
    }
  }
`);

export const NameMinistry = graphql(`
  mutation NameMinistry($input: NameMinistryInput!) {
    nameMinistry(input: $input) {
      ministry {
        id
        name
      }
    }
  }
`);

export const InviteMember = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      link
      isMailed
      invitation {
        id
        email
        expiresAt
      }
    }
  }
`);

export const ResendInvitationLetter = graphql(`
  mutation ResendInvitationLetter($input: ResendInvitationLetterInput!) {
    resendInvitationLetter(input: $input) {
      link
      isMailed
      invitation {
        id
        email
        expiresAt
      }
    }
  }
`);

export const RevokeInvitation = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      invitation {
        id
        status
      }
    }
  }
`);

export const EndMembership = graphql(`
  mutation EndMembership($input: EndMembershipInput!) {
    endMembership(input: $input) {
      membership {
        id
        isValid
        until
      }
    }
  }
`);

export const SwitchFourEyes = graphql(`
  mutation SwitchFourEyes($input: SwitchFourEyesInput!) {
    switchFourEyes(input: $input) {
      isOn
    }
  }
`);
