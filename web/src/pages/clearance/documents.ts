import { graphql } from "../../gql";

graphql(`
  fragment Person on TeamMember {
    id
    name
    posts {
      role
      ministry {
        id
        name
      }
    }
  }
`);

/** Where a section stands with those who sign it. */
graphql(`
  fragment Standing on SectionClearance {
    status
    turn
    sentAt
    changedSince
    steps {
      number
      signatures {
        isAwaited
        isMine
        signedAt
        asSubstitute
        ministry {
          id
          name
        }
        substitute {
          id
          name
        }
        signedBy {
          id
          name
        }
      }
    }
  }
`);

graphql(`
  fragment ClearanceAct on ClearanceEvent {
    kind
    turn
    at
    asSubstitute
    reason
    by {
      id
      name
    }
    ministry {
      id
      name
    }
    substitute {
      id
      name
    }
  }
`);

graphql(`
  fragment Own on Viewer {
    account {
      id
      name
    }
    memberships {
      id
      role
      ministry
      state {
        id
        code
      }
    }
  }
`);

/** All sections of a working file: how far each has come, who has it, and where it stands. */
export const SectionsOf = graphql(`
  query SectionsOf($id: ID!) {
    viewer {
      ...Own
    }
    submission(id: $id) {
      id
      stage
      uncleared
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
        modules {
          code
          title {
            ...Localised
          }
          sections {
            code
            title {
              ...Localised
            }
          }
        }
      }
      sections {
        isEnabled
        isReadable
        openThreadCount
        unconfirmedCount
        unmergedCount
        section {
          code
        }
        completeness {
          enabled
          answered
          expected
          expectedAnswered
          problems
        }
        assignment {
          id
          ministry
          account
        }
        clearance {
          ...Standing
          history {
            ...ClearanceAct
          }
        }
      }
    }
  }
`);

/** Those whom a section can be given to, who can sign, and whom a comment can ask to look. */
export const TeamOf = graphql(`
  query TeamOf($state: String!) {
    team(state: $state) {
      ...Person
    }
    ministries(state: $state) {
      id
      name
    }
  }
`);

/** The working files in which something waits for a signature, or to be sent again. */
export const Uncleared = graphql(`
  query Uncleared {
    viewer {
      ...Own
    }
    submissions {
      id
      stage
      uncleared
      state {
        id
        code
      }
      round {
        id
        key
        stage
        title {
          ...Localised
        }
      }
    }
  }
`);

/** Where the sections of one of them stand: for many files at once it would be more than the service takes. */
export const Hands = graphql(`
  query Hands($id: ID!) {
    submission(id: $id) {
      id
      sections {
        section {
          code
          title {
            ...Localised
          }
        }
        assignment {
          id
          ministry
          account
        }
        clearance {
          ...Standing
          history {
            ...ClearanceAct
          }
        }
      }
    }
  }
`);

/** What an act of clearance moves of a working file. */
graphql(`
  fragment Moved on Submission {
    id
    stage
    uncleared
  }
`);

export const AssignSection = graphql(`
  mutation AssignSection($input: AssignSectionInput!) {
    assignSection(input: $input) {
      submission {
        id
      }
    }
  }
`);

export const ArrangeClearance = graphql(`
  mutation ArrangeClearance($input: ArrangeClearanceInput!) {
    arrangeClearance(input: $input) {
      submission {
        id
      }
    }
  }
`);

export const SendToClearance = graphql(`
  mutation SendToClearance($input: SendToClearanceInput!) {
    sendToClearance(input: $input) {
      submission {
        ...Moved
      }
    }
  }
`);

export const RecallSections = graphql(`
  mutation RecallSections($input: RecallSectionsInput!) {
    recallSections(input: $input) {
      submission {
        ...Moved
      }
    }
  }
`);

export const NameSubstitute = graphql(`
  mutation NameSubstitute($input: NameSubstituteInput!) {
    nameSubstitute(input: $input) {
      submission {
        id
      }
    }
  }
`);

export const ClearSection = graphql(`
  mutation ClearSection($input: ClearSectionInput!) {
    clearSection(input: $input) {
      submission {
        ...Moved
      }
    }
  }
`);

export const ReturnSection = graphql(`
  mutation ReturnSection($input: ReturnSectionInput!) {
    returnSection(input: $input) {
      submission {
        ...Moved
      }
    }
  }
`);
