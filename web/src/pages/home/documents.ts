import { graphql } from "../../gql";

/** A working file, with who looks at it and the keys of the State's own instance. */
export const HomeFile = graphql(`
  query HomeFile($id: ID!) {
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
        }
      }
    }
    submission(id: $id) {
      id
      state {
        id
        code
        name {
          ...Localised
        }
      }
      round {
        id
        key
        title {
          ...Localised
        }
      }
    }
  }
`);

export const HomeKeys = graphql(`
  query HomeKeys($state: String!) {
    homeKeys(state: $state) {
      ...HomeKeyParts
    }
  }

  fragment HomeKeyParts on HomeKey {
    id
    kid
    publicKey
    registeredAt
    revokedAt
  }
`);

export const RegisterHomeKey = graphql(`
  mutation RegisterHomeKey($input: RegisterHomeKeyInput!) {
    registerHomeKey(input: $input) {
      key {
        ...HomeKeyParts
      }
    }
  }
`);

export const RevokeHomeKey = graphql(`
  mutation RevokeHomeKey($input: RevokeHomeKeyInput!) {
    revokeHomeKey(input: $input) {
      key {
        ...HomeKeyParts
      }
    }
  }
`);

/** What filing a package would do to the draft here. */
export const PackageSeen = graphql(`
  query PackageSeen($id: ID!) {
    packagePreview(id: $id) {
      id
      home
      homePosition
      madeAt
      handedInAt
      root
      seen
      answerCount
      publicCount
      namesState
      takenBack
      round {
        id
        key
        edition {
          id
          code
        }
      }
      filing {
        id
        position
      }
      missingEvidence {
        sha256
        title
      }
      answers {
        question
        outcome
        content {
          ...SaidContent
        }
        sharing {
          visibility
          embargoUntil
        }
      }
    }
  }
`);

export const FilePackage = graphql(`
  mutation FilePackage($input: FilePackageInput!) {
    filePackage(input: $input) {
      filing {
        id
        position
        root
      }
      receipt
    }
  }
`);
