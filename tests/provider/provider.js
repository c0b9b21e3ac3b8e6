// An identity provider for the stories of signing in: `oidc-provider`, with people who say their name and nothing else, and
// with what providers do to those who rely on them: they change keys, fall silent and say what is not so.
//
// It prints its address as one line of JSON. `POST /control` with JSON: `people` sets what is said of whom, `rotate` puts a new
// key in the place of the one, `returnTo` sets where people are sent back to, `tamper` changes the claims of the next tokens,
// `silent` lets addresses hang, `broken` answers them with 503. It answers how often each address was asked for. It ends with
// its standard input.

import { createServer } from "node:http";

import { exportJWK, generateKeyPair, SignJWT, decodeJwt, importJWK } from "jose";
import Provider from "oidc-provider";

const { algorithm = "RS256", port = 0, ...given } = JSON.parse(process.argv[2]);
let { returnTo } = given;

let serial = 0;
async function freshKey() {
  serial += 1;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: `key-${serial}`, alg: algorithm, use: "sig" };
}

let key = await freshKey();
let people = {};
let tamper = null;
let silent = [];
let broken = [];
let handle;
const asked = {};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://provider");
  if (pathname === "/control") return void control(request, response);
  asked[pathname] = (asked[pathname] ?? 0) + 1;
  if (pathname === "/favicon.ico") return void response.writeHead(204).end();
  if (silent.includes(pathname)) return;
  if (broken.includes(pathname)) return void response.writeHead(503).end();
  handle(request, response);
});
await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

function begin() {
  const client = {
    redirect_uris: [returnTo],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    id_token_signed_response_alg: algorithm,
  };
  const provider = new Provider(issuer, {
    clients: [
      { ...client, client_id: "normtrack", client_secret: "s3cret with: signs+" },
      { ...client, client_id: "public", token_endpoint_auth_method: "none" },
      { ...client, client_id: "other", client_secret: "other" },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ["a story"] },
    scopes: ["openid", "email", "profile", "groups"],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups", "country", "amr", "acr"],
    },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    // What is asked for is granted: the stories are not about consent.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile groups");
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  provider.use(async (ctx, next) => {
    const uid = /^\/interaction\/(.+)$/.exec(ctx.path)?.[1];
    if (uid === undefined) {
      await next();
      if (ctx.path === "/token" && tamper !== null && ctx.body?.id_token !== undefined) ctx.body = await changed(ctx.body);
    } else if (ctx.method === "GET") {
      ctx.body = '<!doctype html><form method="post"><label>Who are you? <input name="login"></label><button>Go on</button></form>';
    } else {
      const { login, refuse } = await read(ctx.req);
      const { amr, acr } = people[login] ?? {};
      const shown = { ...(amr && { amr }), ...(acr && { acr }) };
      const result = refuse ? { error: "access_denied" } : { login: { accountId: login, ...shown } };
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
    }
  });
  handle = provider.callback();
}

/** The same answer with other claims, signed with the provider's own key, or with one that nobody published. */
async function changed(body) {
  const { foreignKey = false, ...claims } = tamper;
  const signing = foreignKey ? await freshKey() : key;
  if (foreignKey) signing.kid = key.kid;
  const token = new SignJWT({ ...decodeJwt(body.id_token), ...claims });
  token.setProtectedHeader({ alg: algorithm, kid: signing.kid });
  return { ...body, id_token: await token.sign(await importJWK(signing, algorithm)) };
}

async function read(request) {
  let text = "";
  for await (const part of request) text += part;
  if (request.headers["content-type"] === "application/x-www-form-urlencoded") {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return text === "" ? {} : JSON.parse(text);
}

async function control(request, response) {
  const said = await read(request);
  if (said.people !== undefined) people = said.people;
  if (said.tamper !== undefined) tamper = said.tamper;
  if (said.silent !== undefined) silent = said.silent;
  if (said.broken !== undefined) broken = said.broken;
  if (said.returnTo !== undefined) returnTo = said.returnTo;
  if (said.rotate) key = await freshKey();
  if (said.rotate || said.returnTo !== undefined) begin();
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(asked));
}

begin();
console.log(JSON.stringify({ issuer, now: new Date().toISOString() }));
process.stdin.on("end", () => process.exit()).resume();
