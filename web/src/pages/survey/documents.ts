import { graphql } from "../../gql";

graphql(`
  fragment When on Enablement {
    behaviour
    conditions {
      question
      operator
      answer
    }
  }
`);

graphql(`
  fragment SharingParts on Sharing {
    visibility
    isCounted
    embargoUntil
    audienceStates {
      id
      code
    }
    audienceOrganisations {
      id
      code
    }
  }
`);

graphql(`
  fragment AnswerValueParts on AnswerValue {
    __typename
    ... on SingleChoiceValue {
      chosen {
        code
        text
      }
    }
    ... on MultiChoiceValue {
      choices {
        code
        text
      }
    }
    ... on ScaleValue {
      step
    }
    ... on BooleanValue {
      isYes
    }
    ... on TextValue {
      text
    }
    ... on NumberValue {
      number
    }
    ... on DateValue {
      date
    }
    ... on UrlListValue {
      urls
    }
    ... on EvidenceValue {
      items {
        commitment
        isDescribedAnew
        url
        title
        citation
        language
        evidence {
          id
        }
      }
    }
    ... on StateListValue {
      states {
        id
        code
      }
    }
    ... on ContactValue {
      name
      unit
      email
      telephone
    }
  }
`);

graphql(`
  fragment SaidContent on AnswerContent {
    language
    standing
    value {
      ...AnswerValueParts
    }
  }
`);

/** The whole form: what is asked, in the reader's language, and what shows what. */
export const SurveyForm = graphql(`
  query SurveyForm($edition: String!) {
    edition(code: $edition) {
      id
      code
      kind
      shortPath
      instruments {
        id
        code
      }
      title {
        ...Localised
      }
      intro {
        ...Localised
      }
      optionLists {
        code
        options {
          code
          hasText
          isExclusive
          label {
            ...Localised
          }
        }
      }
      modules {
        code
        title {
          ...Localised
        }
        intro {
          ...Localised
        }
        enabledWhen {
          ...When
        }
        sections {
          code
          title {
            ...Localised
          }
          enabledWhen {
            ...When
          }
          questions {
            id
            code
            kind
            level
            isExpected
            binds
            standings
            visibilityCeiling
            enabledWhen {
              ...When
            }
            optionList {
              code
            }
            bounds {
              maxItems
              maxLength
              maxWords
              maximum
              minimum
              precision
              unit
            }
            prompt {
              ...Localised
            }
            help {
              ...Localised
            }
          }
        }
      }
    }
  }
`);

/** The working file with everything in it, as the caller may see it. */
export const WorkingFileQuery = graphql(`
  query WorkingFile($id: ID!) {
    viewer {
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
    submission(id: $id) {
      ...FileFields
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
        closesOn
        closesAt
        zone
        title {
          ...Localised
        }
      }
      edition {
        id
        code
        title {
          ...Localised
        }
      }
      sections {
        isEnabled
        enabledQuestions
        section {
          code
        }
        unmergedCount
      }
      answers {
        ...FileAnswer
      }
      problems {
        question
        message
      }
    }
  }
`);

/** The texts of a section that wait to be merged. */
export const UnmergedIn = graphql(`
  query UnmergedIn($id: ID!, $section: String!) {
    submission(id: $id) {
      section(code: $section) {
        unmerged {
          ...UnmergedText
        }
      }
    }
  }
`);

/** A text that waits to be merged: a save that another one had overtaken, or one of several that were carried. */
graphql(`
  fragment UnmergedText on AnswerRevision {
    id
    questionCode
    basedOn
    changedAt
    changedBy
    origin {
      edition
      round
      questionCode
      position
    }
    content {
      ...SaidContent
    }
  }
`);

graphql(`
  fragment FileFields on Submission {
    id
    revision
    stage
    language
    namesState
    sharesProgress
    confirmation
    earlierSubmission
    fourEyes
    sharing {
      ...SharingParts
    }
  }
`);

graphql(`
  fragment FileAnswer on Answer {
    id
    questionCode
    revision
    isConfirmed
    changedAt
    changedBy
    ownSharing {
      ...SharingParts
    }
    content {
      ...SaidContent
    }
  }
`);

/** The agreed text that a section asks about. */
export const SectionProvisions = graphql(`
  query SectionProvisions($id: ID!, $section: String!) {
    submission(id: $id) {
      id
      section(code: $section) {
        section {
          code
          provisions {
            ...AskedProvision
          }
          questions {
            id
            code
            provisions {
              ...AskedProvision
            }
          }
        }
      }
    }
  }
`);

graphql(`
  fragment AskedProvision on Provision {
    id
    code
    paragraph
    adoption
    title {
      ...Localised
    }
    text {
      ...Localised
    }
    statement {
      ...Localised
    }
    instrument {
      id
      symbol
    }
  }
`);

export const SaveAnswers = graphql(`
  mutation SaveAnswers($input: SaveAnswersInput!) {
    saveAnswers(input: $input) {
      results {
        question
        outcome
        revision
        problems {
          message
        }
        content {
          ...SaidContent
        }
        stored {
          ...SaidContent
        }
      }
    }
  }
`);

/** What keeps answers out of a filing, as of now. */
export const FileProblems = graphql(`
  query FileProblems($id: ID!) {
    submission(id: $id) {
      id
      problems {
        question
        message
      }
    }
  }
`);

/** Which revision of each answer stands. */
export const FileRevisions = graphql(`
  query FileRevisions($id: ID!) {
    submission(id: $id) {
      id
      answers {
        id
        questionCode
        revision
      }
    }
  }
`);

/** The answer that stands, who saved it and when, and what waits to be merged with it. */
export const AnswerAuthor = graphql(`
  query AnswerAuthor($id: ID!, $question: String!) {
    submission(id: $id) {
      id
      answer(question: $question) {
        ...FileAnswer
        unmerged {
          ...UnmergedText
        }
      }
    }
  }
`);

/** Makes one answer of several texts; whichever stands, all are kept. */
export const MergeAnswer = graphql(`
  mutation MergeAnswer($input: MergeAnswerInput!) {
    mergeAnswer(input: $input) {
      merged
      result {
        question
        outcome
        revision
        problems {
          message
        }
        content {
          ...SaidContent
        }
        stored {
          ...SaidContent
        }
      }
    }
  }
`);

export const SetSubmissionFields = graphql(`
  mutation SetSubmissionFields($input: SetSubmissionFieldsInput!) {
    setSubmissionFields(input: $input) {
      submission {
        ...FileFields
      }
    }
  }
`);

export const SetDraftVisibility = graphql(`
  mutation SetDraftVisibility($input: SetDraftVisibilityInput!) {
    setDraftVisibility(input: $input) {
      submission {
        ...FileFields
        answers {
          id
          questionCode
          ownSharing {
            ...SharingParts
          }
        }
      }
    }
  }
`);

/** Carried answers that somebody stands behind now: one, or all of a section. */
export const ConfirmAnswer = graphql(`
  mutation ConfirmAnswer($input: ConfirmAnswerInput!) {
    confirmAnswer(input: $input) {
      submission {
        id
        answers {
          ...FileAnswer
        }
      }
    }
  }
`);

export const ConfirmSection = graphql(`
  mutation ConfirmSection($input: ConfirmSectionInput!) {
    confirmSection(input: $input) {
      submission {
        id
        answers {
          ...FileAnswer
        }
      }
    }
  }
`);
