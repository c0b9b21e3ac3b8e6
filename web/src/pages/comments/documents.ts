import { graphql } from "../../gql";

graphql(`
  fragment ThreadParts on CommentThread {
    id
    questionCode
    isResolved
    resolvedAt
    resolvedBy {
      id
      name
    }
    comments {
      id
      at
      content
      by {
        ...Person
      }
      mentions {
        id
        name
      }
    }
  }
`);

/** What is said about the answers of a section, and where it stands with those who sign it. */
export const SectionTalk = graphql(`
  query SectionTalk($id: ID!, $section: String!) {
    submission(id: $id) {
      id
      section(code: $section) {
        threads {
          ...ThreadParts
        }
        clearance {
          status
          history {
            ...ClearanceAct
          }
        }
      }
    }
  }
`);

export const CommentAnswer = graphql(`
  mutation CommentAnswer($input: CommentAnswerInput!) {
    commentAnswer(input: $input) {
      thread {
        ...ThreadParts
      }
    }
  }
`);

export const ResolveThread = graphql(`
  mutation ResolveThread($input: ResolveThreadInput!) {
    resolveThread(input: $input) {
      thread {
        ...ThreadParts
      }
    }
  }
`);

/** The open threads in which the reader is asked to look. */
export const Mentions = graphql(`
  query Mentions {
    mentions {
      id
      questionCode
      comments {
        id
        at
        content
        by {
          id
          name
        }
        mentions {
          id
        }
      }
      question {
        id
        code
        prompt {
          ...Localised
        }
        section {
          code
        }
      }
      submission {
        id
        round {
          id
          title {
            ...Localised
          }
        }
      }
    }
    viewer {
      account {
        id
        name
      }
    }
  }
`);
