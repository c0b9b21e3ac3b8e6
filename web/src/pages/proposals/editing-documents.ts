import { graphql } from "../../gql";

/** What is being written, in every language: each is asked for by its name, because one field gives one. */
export const ProposalToWrite = graphql(`
  query ProposalToWrite($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Proposal {
        ...WrittenProposal
      }
    }
  }

  fragment WrittenProposal on Proposal {
    id
    stage
    revision
    revisedAt
    state {
      ...PartyState
    }
    content {
      kind
      languages {
        language
        status
      }
      themes {
        code
      }
      elaborates {
        id
        code
      }
      relations {
        paragraph
        relation
        provision {
          id
          code
        }
      }
      titleAr: title(language: AR) {
        ...Localised
      }
      titleZh: title(language: ZH) {
        ...Localised
      }
      titleEn: title(language: EN) {
        ...Localised
      }
      titleFr: title(language: FR) {
        ...Localised
      }
      titleRu: title(language: RU) {
        ...Localised
      }
      titleEs: title(language: ES) {
        ...Localised
      }
      rationaleAr: rationale(language: AR) {
        ...Localised
      }
      rationaleZh: rationale(language: ZH) {
        ...Localised
      }
      rationaleEn: rationale(language: EN) {
        ...Localised
      }
      rationaleFr: rationale(language: FR) {
        ...Localised
      }
      rationaleRu: rationale(language: RU) {
        ...Localised
      }
      rationaleEs: rationale(language: ES) {
        ...Localised
      }
      paragraphs {
        number
        textAr: text(language: AR) {
          ...Localised
        }
        textZh: text(language: ZH) {
          ...Localised
        }
        textEn: text(language: EN) {
          ...Localised
        }
        textFr: text(language: FR) {
          ...Localised
        }
        textRu: text(language: RU) {
          ...Localised
        }
        textEs: text(language: ES) {
          ...Localised
        }
      }
    }
  }
`);

/** The own proposals that stand first, the newest drafts, to find one whose acknowledgement was lost on its way. */
export const OwnProposals = graphql(`
  query OwnProposals($state: String!) {
    proposals(filter: { states: [$state] }, first: 10) {
      nodes {
        ...WrittenProposal
      }
    }
  }
`);

export const DraftProposal = graphql(`
  mutation DraftProposal($input: DraftProposalInput!) {
    draftProposal(input: $input) {
      proposal {
        id
        revision
      }
    }
  }
`);

export const ReviseProposal = graphql(`
  mutation ReviseProposal($input: ReviseProposalInput!) {
    reviseProposal(input: $input) {
      proposal {
        id
        revision
        isRevised
      }
    }
  }
`);

export const ReleaseProposal = graphql(`
  mutation ReleaseProposal($input: ReleaseProposalInput!) {
    releaseProposal(input: $input) {
      proposal {
        id
        stage
        version
        isRevised
      }
    }
  }
`);

export const CloseProposal = graphql(`
  mutation CloseProposal($input: CloseProposalInput!) {
    closeProposal(input: $input) {
      proposal {
        id
        stage
        endedAt
      }
    }
  }
`);

export const WithdrawProposal = graphql(`
  mutation WithdrawProposal($input: WithdrawProposalInput!) {
    withdrawProposal(input: $input) {
      proposal {
        id
        stage
        endedAt
      }
    }
  }
`);

export const CosponsorProposal = graphql(`
  mutation CosponsorProposal($input: CosponsorProposalInput!) {
    cosponsorProposal(input: $input) {
      proposal {
        id
        cosponsors {
          version
          joinedAt
          state {
            ...PartyState
          }
        }
      }
    }
  }
`);

export const LeaveProposal = graphql(`
  mutation LeaveProposal($input: LeaveProposalInput!) {
    leaveProposal(input: $input) {
      proposal {
        id
        cosponsors {
          version
          joinedAt
          state {
            ...PartyState
          }
        }
      }
    }
  }
`);

export const CommentProposal = graphql(`
  mutation CommentProposal($input: CommentProposalInput!) {
    commentProposal(input: $input) {
      comment {
        ...ProposalCommentParts
      }
    }
  }
`);
