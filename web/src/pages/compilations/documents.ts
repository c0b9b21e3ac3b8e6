import { graphql } from "../../gql";
import type { OneCompilationFragment } from "../../gql/graphql";

graphql(`
  fragment OneCompilation on Compilation {
    id
    kind
    symbol
    follows
    asOf
    language
    format
    readers
    askedAt
    doneAt
    status
    failure
    progress {
      replies
      gathered
      volumes
      set
    }
    volumes {
      number
      size
      sha256
    }
  }
`);

/** The compilations of a round, and who asks for them. */
export const CompilationsPageQuery = graphql(`
  query CompilationsPage($round: String!) {
    registerPosition
    viewer {
      account {
        id
      }
      memberships {
        id
        role
      }
    }
    round(key: $round) {
      id
      key
      title {
        ...Localised
      }
    }
    compilations(round: $round) {
      ...OneCompilation
    }
  }
`);

/** Where volumes can be fetched: a few minutes, so each time anew. */
export const VolumeLinks = graphql(`
  query VolumeLinks($id: ID!) {
    compilation(id: $id) {
      id
      volumes {
        number
        url
        sha256
      }
    }
  }
`);

export const CompileRound = graphql(`
  mutation CompileRound($input: CompileRoundInput!) {
    compileRound(input: $input) {
      compilation {
        ...OneCompilation
      }
    }
  }
`);

export type Compilation = OneCompilationFragment;
export type Volume = Compilation["volumes"][number];
