import { graphql } from "../../gql";
import type { StateProfileQuery } from "../../gql/graphql";

/** Who a State is here, what of it stands on record, and what it says, provision by provision: one answer, as of one position. */
export const StateProfile = graphql(`
  query StateProfile($state: String!, $asOf: Int) {
    stateProfile(state: $state, asOf: $asOf) {
      asOf
      state {
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
          label {
            content
          }
        }
        areas {
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
        }
      }
      filings {
        id
        position
        kind
        filedAt
        round {
          id
          key
          title {
            ...Localised
          }
        }
      }
      provisions {
        adoption
        provision {
          id
          code
          paragraph
          title {
            ...Localised
          }
          instrument {
            id
            code
            symbol
            shortTitle {
              ...Localised
            }
          }
        }
        answers {
          ...ToldAnswer
          question {
            ...ToldQuestion
          }
        }
      }
      needs {
        ...ToldAnswer
        question {
          ...ToldQuestion
        }
      }
      contacts {
        ...ToldAnswer
        question {
          ...ToldQuestion
        }
      }
    }
  }
`);

/** The working files of a State, for those who may see them. */
export const WorkingFiles = graphql(`
  query WorkingFilesOf($state: String!) {
    submissions(state: $state) {
      id
      stage
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

export type Profile = NonNullable<StateProfileQuery["stateProfile"]>;
export type Provision = Profile["provisions"][number];
export type Answer = Provision["answers"][number];
