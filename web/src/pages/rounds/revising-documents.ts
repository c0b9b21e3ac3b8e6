import { graphql } from "../../gql";

/** A round with its title in each of the six languages. */
export const RoundToRevise = graphql(`
  query RoundToRevise($key: String!) {
    round(key: $key) {
      ...RoundParts
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
`);

export const ReviseRound = graphql(`
  mutation ReviseRound($input: ReviseRoundInput!) {
    reviseRound(input: $input) {
      round {
        ...RoundParts
      }
    }
  }
`);
