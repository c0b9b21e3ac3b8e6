import { graphql } from "../../gql";

/** What was said, with all that it takes to show it: nothing else is asked for it. */
graphql(`
  fragment ToldValue on AnswerValue {
    __typename
    ... on SingleChoiceValue {
      chosen {
        ...ToldOption
      }
    }
    ... on MultiChoiceValue {
      choices {
        ...ToldOption
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
        url
        title
        citation
      }
    }
    ... on StateListValue {
      states {
        code
        name {
          ...Localised
        }
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
  fragment ToldOption on ChosenOption {
    code
    text
    option {
      code
      label {
        ...Localised
      }
    }
  }
`);

/** What moves when answers are confirmed. */
graphql(`
  fragment MovedState on Submission {
    uncleared
    problems {
      question
      message
    }
    sections {
      isEnabled
      unconfirmedCount
      section {
        code
      }
    }
  }
`);

/**
 * A working file as far as it was carried: what was said, since when, and what is due. The form itself stays
 * behind, and so do ids, which no cache asks for here: they are what would not grow smaller on its way.
 */
export const CarriedFile = graphql(`
  query CarriedFile($id: ID!) {
    viewer {
      account {
        id
      }
      memberships {
        id
        role
        state {
          id
          code
        }
      }
    }
    submissions {
      id
      openedAt
      round {
        id
        key
        title {
          ...Localised
        }
      }
      filings {
        id
        position
        filedAt
      }
    }
    submission(id: $id) {
      ...MovedState
      id
      stage
      fourEyes
      marks: sections {
        unmergedCount
        section {
          code
        }
        clearance {
          steps {
            signatures {
              isAwaited
              ministry {
                name
              }
            }
          }
        }
      }
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
        kind
        modules {
          code
          enabledWhen {
            conditions {
              question
            }
          }
          sections {
            code
            title {
              ...Localised
            }
            enabledWhen {
              conditions {
                question
              }
            }
            provisions {
              adoption
            }
            questions {
              code
            }
          }
        }
      }
      retiredAnswers {
        origin {
          questionCode
        }
      }
      answers {
        questionCode
        isConfirmed
        provenance
        origin {
          round
          edition
          position
          isFiled
          isComparable
        }
        question {
          pattern
          prompt {
            ...Localised
          }
        }
        content {
          language
          standing
          value {
            ...ToldValue
          }
        }
      }
    }
  }
`);

/** What became of the questions since the edition that was answered. Asked only where it was another one. */
export const EditionSince = graphql(`
  query EditionSince($before: String!, $after: String!) {
    editionDifference(before: $before, after: $after) {
      changes(withUnchanged: false) {
        kind
        aspects
        before {
          code
          prompt {
            ...Localised
          }
        }
        after {
          code
          binds
          prompt {
            ...Localised
          }
        }
      }
    }
  }
`);

/** Sections whose carried answers still hold. */
export const ConfirmCarried = graphql(`
  mutation ConfirmCarried($section: ConfirmSectionInput!) {
    confirmSection(input: $section) {
      submission {
        ...MovedState
      }
    }
  }
`);

/** Two sections on one way: the second answer tells how the file stands after both. */
export const ConfirmCarriedTwo = graphql(`
  mutation ConfirmCarriedTwo($section: ConfirmSectionInput!, $next: ConfirmSectionInput!) {
    first: confirmSection(input: $section) {
      confirmed
    }
    confirmSection(input: $next) {
      submission {
        ...MovedState
      }
    }
  }
`);
