import { graphql } from "../../gql";

graphql(`
  fragment EvidenceParts on Evidence {
    id
    kind
    title
    citation
    language
    url
    fileName
    mediaType
    size
    isRemoved
    isFiled
    revision
    sharing {
      ...SharingParts
    }
    archive {
      id
      fileName
      title
    }
  }
`);

/** What a State keeps, the newest first. */
export const KeptEvidence = graphql(`
  query KeptEvidence($state: String!, $after: String) {
    evidence(state: $state, first: 50, after: $after) {
      totalCount
      nodes {
        ...EvidenceParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const OneEvidence = graphql(`
  query OneEvidence($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...EvidenceParts
    }
  }
`);

/** A link of a few minutes: asked for when somebody wants the document, and never kept. */
export const Download = graphql(`
  query DownloadEvidence($id: ID!) {
    node(id: $id) {
      id
      ... on Evidence {
        download {
          url
        }
      }
    }
  }
`);

export const Describe = graphql(`
  mutation DescribeEvidence($input: DescribeEvidenceInput!) {
    describeEvidence(input: $input) {
      evidence {
        ...EvidenceParts
      }
    }
  }
`);

export const Share = graphql(`
  mutation SetEvidenceVisibility($input: SetEvidenceVisibilityInput!) {
    setEvidenceVisibility(input: $input) {
      evidence {
        ...EvidenceParts
      }
    }
  }
`);

export const Remove = graphql(`
  mutation RemoveEvidence($input: RemoveEvidenceInput!) {
    removeEvidence(input: $input) {
      evidence {
        ...EvidenceParts
      }
    }
  }
`);

export const AddLink = graphql(`
  mutation AddEvidenceLink($input: AddEvidenceLinkInput!) {
    addEvidenceLink(input: $input) {
      evidence {
        ...EvidenceParts
      }
    }
  }
`);

/** Asked before a document is sent: on the way an access token that is about to end is renewed. */
export const OwnRoles = graphql(`
  query OwnRoles {
    viewer {
      memberships {
        id
        role
        state {
          id
          code
          name {
            ...Localised
          }
        }
      }
    }
  }
`);
