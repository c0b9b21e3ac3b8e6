import { graphql } from "../gql";

/** What every way of signing in gives to the console: what goes on with the session is in a cookie. */
export const Access = graphql(`
  fragment Access on Tokens {
    accessToken
    accessTokenExpiresAt
  }
`);
