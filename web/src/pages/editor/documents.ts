import { graphql } from "../../gql";

graphql(`
  fragment DraftFacts on EditionDraft {
    id
    code
    questionnaire
    number
    stage
    revision
    isOwn
    begunAt
    changedAt
    endedAt
    sourceLanguage
    title {
      ...Localised
    }
    base {
      id
      code
    }
    newer {
      id
      code
    }
    edition {
      id
      code
    }
  }
`);

/** Drafts of editions, with how much keeps each from being published. */
export const DraftsWritten = graphql(`
  query DraftsWritten {
    editionDrafts {
      ...DraftFacts
      faults {
        code
      }
      wordingGaps {
        language
        missing
        unread
      }
    }
  }
`);

/** A draft as it stands, with what its places are beside their words. */
export const DraftToEdit = graphql(`
  query DraftToEdit($id: ID!) {
    editionDraft(id: $id) {
      ...DraftFacts
      kind
      opens
      instruments
      patterns {
        name
        isLead
        questionCount
      }
      shortPath {
        modules
        maxQuestions
      }
      wordingGaps {
        language
        missing
        unread
      }
      faults {
        ...DraftFault
      }
      preview {
        ...AskedEdition
        ...DefinedEdition
      }
    }
  }

  fragment DraftFault on EditionFault {
    code
    message
    place {
      kind
      module
      section
      question
      list
      option
    }
  }

  fragment DefinedEdition on Edition {
    optionLists {
      options {
        isExclusive
        hasText
      }
    }
    modules {
      sections {
        provisions {
          id
          code
        }
        relatedProvisions {
          id
          code
        }
        questions {
          pattern
          binds
          bounds {
            unit
            precision
          }
        }
      }
    }
  }
`);

/** What the head, the modules and the sections of a draft say, in every language: as many aliases as the service takes. */
export const WordsOfParts = graphql(`
  query WordsOfParts($id: ID!) {
    editionDraft(id: $id) {
      id
      revision
      preview {
        id
        ar: title(language: AR) {
          ...Localised
        }
        zh: title(language: ZH) {
          ...Localised
        }
        en: title(language: EN) {
          ...Localised
        }
        fr: title(language: FR) {
          ...Localised
        }
        ru: title(language: RU) {
          ...Localised
        }
        es: title(language: ES) {
          ...Localised
        }
        arIntro: intro(language: AR) {
          ...Localised
        }
        zhIntro: intro(language: ZH) {
          ...Localised
        }
        enIntro: intro(language: EN) {
          ...Localised
        }
        frIntro: intro(language: FR) {
          ...Localised
        }
        ruIntro: intro(language: RU) {
          ...Localised
        }
        esIntro: intro(language: ES) {
          ...Localised
        }
        modules {
          code
          ar: title(language: AR) {
            ...Localised
          }
          zh: title(language: ZH) {
            ...Localised
          }
          en: title(language: EN) {
            ...Localised
          }
          fr: title(language: FR) {
            ...Localised
          }
          ru: title(language: RU) {
            ...Localised
          }
          es: title(language: ES) {
            ...Localised
          }
          arIntro: intro(language: AR) {
            ...Localised
          }
          zhIntro: intro(language: ZH) {
            ...Localised
          }
          enIntro: intro(language: EN) {
            ...Localised
          }
          frIntro: intro(language: FR) {
            ...Localised
          }
          ruIntro: intro(language: RU) {
            ...Localised
          }
          esIntro: intro(language: ES) {
            ...Localised
          }
          sections {
            code
            ar: title(language: AR) {
              ...Localised
            }
            zh: title(language: ZH) {
              ...Localised
            }
            en: title(language: EN) {
              ...Localised
            }
            fr: title(language: FR) {
              ...Localised
            }
            ru: title(language: RU) {
              ...Localised
            }
            es: title(language: ES) {
              ...Localised
            }
          }
        }
      }
    }
  }
`);

/** What the questions and the options of a draft say, in every language. */
export const WordsOfQuestions = graphql(`
  query WordsOfQuestions($id: ID!) {
    editionDraft(id: $id) {
      id
      revision
      preview {
        id
        ar: optionLists {
          code
          options(language: AR) {
            code
            label {
              ...Localised
            }
          }
        }
        zh: optionLists {
          code
          options(language: ZH) {
            code
            label {
              ...Localised
            }
          }
        }
        en: optionLists {
          code
          options(language: EN) {
            code
            label {
              ...Localised
            }
          }
        }
        fr: optionLists {
          code
          options(language: FR) {
            code
            label {
              ...Localised
            }
          }
        }
        ru: optionLists {
          code
          options(language: RU) {
            code
            label {
              ...Localised
            }
          }
        }
        es: optionLists {
          code
          options(language: ES) {
            code
            label {
              ...Localised
            }
          }
        }
        modules {
          sections {
            questions {
              id
              code
              ar: prompt(language: AR) {
                ...Localised
              }
              zh: prompt(language: ZH) {
                ...Localised
              }
              en: prompt(language: EN) {
                ...Localised
              }
              fr: prompt(language: FR) {
                ...Localised
              }
              ru: prompt(language: RU) {
                ...Localised
              }
              es: prompt(language: ES) {
                ...Localised
              }
              arHelp: help(language: AR) {
                ...Localised
              }
              zhHelp: help(language: ZH) {
                ...Localised
              }
              enHelp: help(language: EN) {
                ...Localised
              }
              frHelp: help(language: FR) {
                ...Localised
              }
              ruHelp: help(language: RU) {
                ...Localised
              }
              esHelp: help(language: ES) {
                ...Localised
              }
            }
          }
        }
      }
    }
  }
`);

export const DraftDifference = graphql(`
  query DraftDifference($id: ID!) {
    editionDraft(id: $id) {
      id
      base {
        id
        code
      }
      difference {
        unchangedCount
        changes(withUnchanged: false) {
          ...ComparedQuestions
        }
      }
    }
  }
`);

export const DraftSimulation = graphql(`
  query DraftSimulation($id: ID!) {
    editionDraft(id: $id) {
      id
      revision
      simulation {
        position
        answers
        states
        fates {
          fate
          answers
          states
        }
        questions {
          edition
          question
          continuedBy
          answers
          fates {
            fate
            answers
          }
          problems {
            code
            answers
          }
        }
      }
    }
  }
`);

/** What sample answers come to. Nothing of it is kept by the service. */
export const DraftTrial = graphql(`
  query DraftTrial($id: ID!, $answers: [SampleAnswerInput!]!) {
    editionDraft(id: $id) {
      id
      revision
      trial(answers: $answers) {
        shown
        refused
        problems {
          code
          question
          message
        }
        completeness {
          ...TriedFar
        }
        sections {
          code
          completeness {
            ...TriedFar
          }
        }
      }
    }
  }

  fragment TriedFar on Completeness {
    enabled
    answered
    expected
    expectedAnswered
    core
    coreAnswered
    problems
  }
`);

/** What was published since the draft was begun, and what both changed. */
export const DraftTakeover = graphql(`
  query DraftTakeover($id: ID!) {
    editionDraft(id: $id) {
      id
      revision
      takeover {
        edition {
          id
          code
        }
        clashes {
          place {
            kind
            module
            section
            question
            list
          }
          matter
          words {
            language
            option
            draft
            newer
          }
        }
        difference {
          changes(withUnchanged: false) {
            ...ComparedQuestions
          }
        }
      }
    }
  }
`);

export const TakeOverDraft = graphql(`
  mutation TakeOverDraft($input: TakeOverEditionDraftInput!) {
    takeOverEditionDraft(input: $input) {
      draft {
        id
        revision
      }
      clashes {
        matter
      }
    }
  }
`);

export const BeginDraft = graphql(`
  mutation BeginDraft($input: DraftEditionInput!) {
    draftEdition(input: $input) {
      draft {
        id
      }
    }
  }
`);

export const ChangeDraft = graphql(`
  mutation ChangeDraft($input: ChangeEditionDraftInput!) {
    changeEditionDraft(input: $input) {
      draft {
        id
        revision
      }
    }
  }
`);

export const DiscardDraft = graphql(`
  mutation DiscardDraft($input: DiscardEditionDraftInput!) {
    discardEditionDraft(input: $input) {
      draft {
        id
        stage
        revision
      }
    }
  }
`);

export const PublishDraft = graphql(`
  mutation PublishDraft($input: PublishEditionDraftInput!) {
    publishEditionDraft(input: $input) {
      draft {
        id
        stage
        revision
      }
      edition {
        id
        code
      }
      faults {
        ...DraftFault
      }
    }
  }
`);
