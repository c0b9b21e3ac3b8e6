import { graphql } from "../../gql";
import type { PointsOfContactQuery } from "../../gql/graphql";

/** Where a State has points of contact notified, and the directories that there are. */
export const PointsOfContact = graphql(`
  query PointsOfContact($state: String!) {
    pointsOfContact(state: $state) {
      ...ContactParts
    }
    directories: vocabulary(name: "contact_directories") {
      code
      label {
        content
      }
    }
    contactKinds: vocabulary(name: "contact_kinds") {
      code
      label {
        content
      }
    }
  }

  fragment ContactParts on ContactStatement {
    isNotified
    revision
    statedAt
    directory {
      code
      label {
        content
      }
    }
    kinds {
      code
      label {
        content
      }
    }
    sharing {
      ...NoticeReaders
    }
  }
`);

export const StateContacts = graphql(`
  mutation StateContacts($input: StateContactsInput!) {
    stateContacts(input: $input) {
      statement {
        ...ContactParts
      }
    }
  }
`);

export type Contacts = PointsOfContactQuery;
export type Statement = PointsOfContactQuery["pointsOfContact"][number];
