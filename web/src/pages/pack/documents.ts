import { graphql } from "../../gql";

/** A working file, and where its offline pack can be fetched. */
export const PackFile = graphql(`
  query PackFile($id: ID!) {
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
      stage
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
        stage
        title {
          ...Localised
        }
      }
      edition {
        id
        code
      }
    }
  }
`);

export const PackLink = graphql(`
  query PackLink($id: ID!, $format: PackFormat!, $language: Language!) {
    submission(id: $id) {
      id
      pack(format: $format, language: $language) {
        url
      }
    }
  }
`);

/** What a pack brings back: each answer as it was when the pack was made, as the pack has it, and as it stands here. */
export const PackDifference = graphql(`
  query PackDifference($id: ID!, $pack: String!) {
    submission(id: $id) {
      id
      packDifference(pack: $pack) {
        madeAt
        language
        outOfReach
        answers {
          question
          at
          outcome
          mayWrite
          problems {
            message
          }
          base {
            ...SaidContent
          }
          entered {
            ...SaidContent
          }
          stored {
            ...SaidContent
          }
        }
      }
    }
  }
`);

export const ApplyPack = graphql(`
  mutation ApplyPack($input: ApplyPackInput!) {
    applyPack(input: $input) {
      results {
        question
        outcome
        problems {
          message
        }
      }
    }
  }
`);
