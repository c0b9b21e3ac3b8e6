import { graphql } from "../../gql";
import type { StateProfileQuery, StateSaysQuery } from "../../gql/graphql";

/** Who a State is here, and what of it stands on record. */
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

/** What a State says, provision by provision. */
export const StateSays = graphql(`
  query StateSays($state: String!, $asOf: Int) {
    stateProfile(state: $state, asOf: $asOf) {
      asOf
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
export type Provision = NonNullable<StateSaysQuery["stateProfile"]>["provisions"][number];
export type Answer = Provision["answers"][number];
