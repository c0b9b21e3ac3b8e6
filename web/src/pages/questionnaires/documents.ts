import { graphql } from "../../gql";
import type { AskedEditionFragment } from "../../gql/graphql";

export const Editions = graphql(`
  query EditionsPublished {
    editions {
      id
      code
      questionnaire
      number
      opens
      questionCount
      title {
        ...Localised
      }
    }
  }
`);

/** All of an edition, as everybody is asked. */
export const EditionAsAsked = graphql(`
  query EditionAsAsked($edition: String!) {
    edition(code: $edition) {
      ...AskedEdition
    }
  }

  fragment AskedEdition on Edition {
    id
    code
    questionnaire
    number
    hash
    opens
    sourceLanguage
    translationRevision
    questionCount
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
        ...AskedWhen
      }
      sections {
        code
        title {
          ...Localised
        }
        enabledWhen {
          ...AskedWhen
        }
        questions {
          id
          code
          kind
          level
          isExpected
          standings
          visibilityCeiling
          optionList {
            code
          }
          bounds {
            maxItems
            maxLength
            maxWords
            maximum
            minimum
          }
          prompt {
            ...Localised
          }
          help {
            ...Localised
          }
          continues {
            edition
            question
            isComparable
          }
          provisions {
            id
            code
            paragraph
            adoption
          }
          enabledWhen {
            ...AskedWhen
          }
        }
      }
    }
  }

  fragment AskedWhen on Enablement {
    behaviour
    conditions {
      question
      operator
      answer
    }
  }
`);

export type Edition = AskedEditionFragment;
export type Section = Edition["modules"][number]["sections"][number];
export type Question = Section["questions"][number];
