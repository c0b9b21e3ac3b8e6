import { graphql } from "../../gql";

// What is asked is read with the form of the edition: for each answer here it would be many times dearer.
graphql(`
  fragment ComparedSide on ComparedAnswer {
    questionCode
    standing
    language
    sharing {
      visibility
      isCounted
      embargoUntil
    }
    value {
      ...AnswerValueParts
    }
    question {
      id
      edition {
        id
        code
      }
    }
  }
`);

graphql(`
  fragment AnswerChanges on AnswerDifferences {
    added: count(kind: ADDED)
    removed: count(kind: REMOVED)
    changed: count(kind: CHANGED)
    moved: count(kind: MOVED)
    unchanged: count(kind: UNCHANGED)
    changes(withUnchanged: $withUnchanged) {
      kind
      aspects
      textRuns {
        kind
        text
      }
      before {
        ...ComparedSide
      }
      after {
        ...ComparedSide
      }
    }
  }
`);

graphql(`
  fragment ComparedFiling on Filing {
    id
    position
    number
    kind
    status
    filedAt
    round {
      id
      key
      title {
        ...Localised
      }
    }
  }
`);

/** The two filings of a comparison, and what else their State has standing. */
export const ComparedFilings = graphql(`
  query ComparedFilings($before: Int!, $after: Int!) {
    before: filing(position: $before) {
      ...ComparedFiling
    }
    after: filing(position: $after) {
      ...ComparedFiling
      state {
        id
        code
        name {
          ...Localised
        }
        filings {
          ...ComparedFiling
        }
      }
    }
  }
`);

export const FilingChanges = graphql(`
  query FilingChanges($before: Int!, $after: Int!, $withUnchanged: Boolean!) {
    filingDifference(before: $before, after: $after) {
      ...AnswerChanges
    }
  }
`);

/** The rounds in which a State has something standing. */
export const ComparedRounds = graphql(`
  query ComparedRounds($state: String!) {
    state(code: $state) {
      id
      code
      name {
        ...Localised
      }
      filings {
        ...ComparedFiling
      }
    }
  }
`);

export const RoundChanges = graphql(`
  query RoundChanges($state: String!, $before: String!, $after: String!, $withUnchanged: Boolean!) {
    roundDifference(state: $state, before: $before, after: $after) {
      ...AnswerChanges
    }
  }
`);

export const DraftChanges = graphql(`
  query DraftChanges($id: ID!, $withUnchanged: Boolean!) {
    submission(id: $id) {
      id
      difference {
        ...AnswerChanges
      }
    }
  }
`);

/** Every edition, to choose two of one questionnaire. */
export const ComparableEditions = graphql(`
  query ComparableEditions {
    editions {
      id
      code
      questionnaire
      number
      title {
        ...Localised
      }
    }
  }
`);

graphql(`
  fragment ComparedQuestion on Question {
    id
    code
    prompt {
      ...Localised
    }
    section {
      code
      title {
        ...Localised
      }
    }
  }

  fragment ComparedQuestions on QuestionDifference {
    kind
    aspects
    isComparable
    before {
      ...ComparedQuestion
    }
    after {
      ...ComparedQuestion
    }
  }
`);

export const EditionChanges = graphql(`
  query EditionChanges($before: String!, $after: String!, $withUnchanged: Boolean!) {
    editionDifference(before: $before, after: $after) {
      unchangedCount
      changes(withUnchanged: $withUnchanged) {
        ...ComparedQuestions
      }
    }
  }
`);
