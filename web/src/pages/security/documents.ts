import { graphql } from "../../gql";

graphql(`
  fragment OwnPasskey on Passkey {
    id
    name
    createdAt
    usedAt
    isBackedUp
    signsInAlone
    suspectedAt
  }
`);

/** How somebody signs in, and where they are signed in. */
export const SecurityOf = graphql(`
  query SecurityOf {
    viewer {
      account {
        id
        email
      }
      secondFactor {
        confirmedAt
        recoveryCodesLeft
        neededFor
        isMissing
        passkeys {
          ...OwnPasskey
        }
      }
      sessions {
        id
        begunAt
        refreshedAt
        means
        client
        isCurrent
      }
      identities {
        issuer
        linkedAt
        provider {
          key
          title
        }
      }
    }
    identityProviders {
      key
      title
    }
  }
`);

export const LinkIdentity = graphql(`
  mutation LinkIdentity($input: LinkIdentityInput!) {
    linkIdentity(input: $input) {
      address
    }
  }
`);

export const EnrolSecondFactor = graphql(`
  mutation EnrolSecondFactor($input: EnrolSecondFactorInput!) {
    enrolSecondFactor(input: $input) {
      uri
      secret
      expiresAt
    }
  }
`);

export const ConfirmSecondFactor = graphql(`
  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
    confirmSecondFactor(input: $input) {
      recoveryCodes
    }
  }
`);

export const RenewRecoveryCodes = graphql(`
  mutation RenewRecoveryCodes($input: ProveSecondFactorInput!) {
    renewRecoveryCodes(input: $input) {
      recoveryCodes
    }
  }
`);

export const EndSecondFactor = graphql(`
  mutation EndSecondFactor($input: ProveSecondFactorInput!) {
    endSecondFactor(input: $input) {
      secondFactor {
        confirmedAt
      }
    }
  }
`);

export const EndSession = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      session {
        id
        endedAt
      }
    }
  }
`);

export const EndOtherSessions = graphql(`
  mutation EndOtherSessions {
    endOtherSessions {
      count
    }
  }
`);

export const SignOutEverywhere = graphql(`
  mutation SignOutEverywhere {
    signOutEverywhere {
      count
    }
  }
`);

export const FactorRoles = graphql(`
  query FactorRoles {
    secondFactorRoles
    viewer {
      memberships {
        id
        role
      }
      secondFactor {
        confirmedAt
        passkeys {
          id
        }
      }
    }
  }
`);

export const SetSecondFactorRule = graphql(`
  mutation SetSecondFactorRule($input: SetSecondFactorRuleInput!) {
    setSecondFactorRule(input: $input) {
      roles
    }
  }
`);

export const ResetSecondFactor = graphql(`
  mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
    resetSecondFactor(input: $input) {
      account {
        id
      }
    }
  }
`);

export const BeginPasskeyProof = graphql(`
  mutation BeginPasskeyProof {
    beginPasskeyProof {
      options
    }
  }
`);

export const BeginPasskeyRegistration = graphql(`
  mutation BeginPasskeyRegistration($input: BeginPasskeyRegistrationInput!) {
    beginPasskeyRegistration(input: $input) {
      options
    }
  }
`);

export const FinishPasskeyRegistration = graphql(`
  mutation FinishPasskeyRegistration($input: FinishPasskeyRegistrationInput!) {
    finishPasskeyRegistration(input: $input) {
      passkey {
        id
      }
      recoveryCodes
    }
  }
`);

export const RenamePasskey = graphql(`
  mutation RenamePasskey($input: RenamePasskeyInput!) {
    renamePasskey(input: $input) {
      passkey {
        id
        name
      }
    }
  }
`);

export const RemovePasskey = graphql(`
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      secondFactor {
        confirmedAt
      }
    }
  }
`);
