import { authExchange } from "@urql/exchange-auth";
import { cacheExchange, type Cache } from "@urql/exchange-graphcache";
import { Client, fetchExchange, makeOperation, type Operation } from "urql";

import introspection from "../gql/introspection.json";
import type { Tongue } from "../i18n/language";
import { hearing } from "./factor";
import { around } from "./plain";
import { session } from "./session";

/** Renew a token that has less than this left, in milliseconds: it must outlive the call that carries it. */
const MARGIN = 30_000;

/** What opens a session brings its own secret: it goes without a token, and none is renewed for it. */
const DOORS = ["SignIn", "CompleteSignIn", "AcceptInvitation", "BeginPasskeySignIn", "FinishPasskeySignIn"];

function isDoor({ query }: Operation): boolean {
  return query.definitions.some((definition) => "name" in definition && DOORS.includes(definition.name?.value ?? ""));
}

/**
 * A client that asks in one language: `Accept-Language` decides the language of all texts and messages, so that no query
 * names one. A language and a sign-in have a cache of their own.
 */
export function clientIn(tongue: Tongue): Client {
  const language = { "Accept-Language": tongue };
  return new Client({
    url: "/graphql",
    // Public answers come by GET, so that the browser and whatever stands between may keep them.
    preferGetMethod: "within-url-limit",
    fetchOptions: { headers: language },
    exchanges: [
      hearing,
      around(cacheExchange({ schema: introspection as never, keys: KEYS, updates: { Mutation: FURTHER } })),
      authExchange(async () => ({
        addAuthToOperation(operation) {
          const tokens = session.tokens();
          const authorization =
            tokens === null || isDoor(operation) ? {} : { Authorization: `Bearer ${tokens.accessToken}` };
          // Written anew each time: an operation that is tried again still has the headers of its first try.
          const fetchOptions = { headers: { ...language, ...authorization } };
          return makeOperation(operation.kind, operation, { ...operation.context, fetchOptions });
        },
        willAuthError(operation) {
          const tokens = session.tokens();
          return !isDoor(operation) && tokens !== null && Date.parse(tokens.accessTokenExpiresAt) - Date.now() < MARGIN;
        },
        didAuthError: (error, operation) =>
          !isDoor(operation) &&
          session.tokens() !== null &&
          error.graphQLErrors.some(({ extensions }) => extensions["code"] === "UNAUTHENTICATED"),
        async refreshAuth() {
          // Without an answer, what waits goes out with the token that there is.
          await session.renew().catch(() => undefined);
        },
      })),
      fetchExchange,
    ],
  });
}

/** What reads otherwise from each end, and so is not one thing to keep. */
const SEEN_FROM = "Relation";

/**
 * How the cache names objects: by their id; what has none is a part of what it stands in.
 */
const KEYS = Object.fromEntries(
  introspection.__schema.types
    .filter((type) => type.kind === "OBJECT")
    .filter((type) => type.name === SEEN_FROM || !type.fields?.some((field) => field.name === "id"))
    .map((type) => [type.name, () => null]),
);

/**
 * What is read with a second factor may be more than what was read without, and a published edition is in every list: all
 * that a page shows is asked for anew.
 */
function forget(_payload: unknown, _input: unknown, cache: Cache) {
  for (const { fieldName, arguments: asked } of cache.inspectFields("Query"))
    cache.invalidate("Query", fieldName, asked);
}

const FURTHER = {
  confirmSecondFactor: forget,
  endSecondFactor: forget,
  renewRecoveryCodes: forget,
  finishPasskeyRegistration: forget,
  removePasskey: forget,
  publishEditionDraft: forget,
};
