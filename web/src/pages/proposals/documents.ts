import { graphql } from "../../gql";
import type { OneProposalQuery, ProposalsListedQuery, SaidInProposalFragment } from "../../gql/graphql";

export const ProposalsListed = graphql(`
  query ProposalsListed($filter: ProposalFilter, $after: String) {
    proposals(filter: $filter, first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        stage
        endedAt
        isRevised
        state {
          ...PartyState
        }
        versions {
          number
          releasedAt
        }
        content {
          kind
          title {
            ...Localised
          }
          themes {
            code
            label {
              content
            }
          }
          elaborates {
            ...ServedProvision
          }
        }
      }
    }
  }
`);

/** A proposal with all that its reader reads of it: what is written, each version, names and comments. */
export const OneProposal = graphql(`
  query OneProposal($id: ID!, $language: Language) {
    node(id: $id) {
      __typename
      id
      ... on Proposal {
        ...WholeProposal
      }
    }
  }

  fragment WholeProposal on Proposal {
    id
    stage
    version
    revision
    revisedAt
    isRevised
    endedAt
    state {
      ...PartyState
    }
    content {
      ...SaidInProposal
    }
    versions {
      number
      releasedAt
      changes(language: $language) {
        ...Localised
      }
      content {
        ...SaidInProposal
      }
      sharing {
        ...NoticeReaders
      }
    }
    cosponsors {
      version
      joinedAt
      state {
        ...PartyState
      }
    }
    comments {
      ...ProposalCommentParts
    }
  }

  fragment SaidInProposal on ProposalContent {
    kind
    title(language: $language) {
      ...Localised
    }
    rationale(language: $language) {
      ...Localised
    }
    languages {
      language
      status
      isWhole
    }
    paragraphs {
      number
      partOf
      text(language: $language) {
        ...Localised
      }
    }
    themes {
      code
      label {
        content
      }
    }
    elaborates {
      ...ServedProvision
    }
    relations {
      paragraph
      relation
      provision {
        ...ServedProvision
      }
    }
  }

  fragment ProposalCommentParts on ProposalComment {
    id
    version
    paragraph
    language
    content
    saidAt
    supersedes
    supersededBy
    answers
    state {
      ...PartyState
    }
  }
`);

/** How two versions differ, word by word. */
export const VersionsCompared = graphql(`
  query VersionsCompared($id: ID!, $from: Int!, $to: Int!, $language: Language) {
    node(id: $id) {
      __typename
      id
      ... on Proposal {
        difference(from: $from, to: $to, language: $language) {
          language
          title {
            kind
            text
          }
          paragraphs {
            number
            kind
            runs {
              kind
              text
            }
          }
          rationale {
            kind
            text
          }
        }
      }
    }
  }
`);

/** The first of some proposals, by name: of those about a provision, or of a State. */
export const ProposalsApart = graphql(`
  query ProposalsApart($filter: ProposalFilter!) {
    proposals(filter: $filter, first: 20) {
      totalCount
      nodes {
        id
        stage
        version
        state {
          ...PartyState
        }
        content {
          kind
          title {
            ...Localised
          }
        }
      }
    }
  }
`);

export type Listed = ProposalsListedQuery["proposals"]["nodes"][number];
export type Whole = Extract<NonNullable<OneProposalQuery["node"]>, { __typename: "Proposal" }>;
export type Version = Whole["versions"][number];
export type Said = SaidInProposalFragment;
export type Comment = Whole["comments"][number];
