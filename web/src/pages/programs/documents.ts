import { graphql } from "../../gql";

graphql(`
  fragment OneProgram on Program {
    id
    clientId
    name
    scopes
    endedAt
    membership {
      id
      role
    }
    secrets {
      id
      expiresAt
      usedAt
      isValid
    }
  }
`);

export const Programs = graphql(`
  query Programs($place: PlaceInput!) {
    programs(place: $place) {
      ...OneProgram
    }
  }
`);

export const MakeProgram = graphql(`
  mutation MakeProgram($input: MakeProgramInput!) {
    makeProgram(input: $input) {
      clientSecret
      program {
        ...OneProgram
      }
    }
  }
`);

export const RenewProgram = graphql(`
  mutation RenewProgram($input: RenewProgramInput!) {
    renewProgram(input: $input) {
      clientSecret
      program {
        ...OneProgram
      }
    }
  }
`);

export const EndProgramSecret = graphql(`
  mutation EndProgramSecret($input: EndProgramSecretInput!) {
    endProgramSecret(input: $input) {
      program {
        ...OneProgram
      }
    }
  }
`);

export const EndProgram = graphql(`
  mutation EndProgram($input: EndProgramInput!) {
    endProgram(input: $input) {
      program {
        ...OneProgram
      }
    }
  }
`);
