import { Authenticator } from "./authenticator";
import { house } from "./house";

/** What all invented people sign in with. */
export const PASSWORD = "only fictional States";

/** Asks the service itself, as somebody: for what a story begins with. */
export async function asks<Data>(token: string | null, query: string, variables: object = {}): Promise<Data> {
  const authorization = token === null ? {} : { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${house().server}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...authorization },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** A mutation with its one input. */
export async function does<Data>(token: string | null, field: string, input: object, selection: string): Promise<Data> {
  const kind = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${kind}!) { ${field}(input: $input) { ${selection} } }`;
  return (await asks<Record<string, Data>>(token, query, { input }))[field] as Data;
}

interface Tokens {
  tokens: { accessToken: string };
}

export async function tokenOf(email: string): Promise<string> {
  const { tokens } = await does<Tokens>(null, "signIn", { email, password: PASSWORD }, "tokens { accessToken }");
  return tokens.accessToken;
}

/** A ministry with somebody who signs for it. */
export async function ministry(focal: string, state: string, name: string, clearer: { name: string; email: string }) {
  const named = await does<{ ministry: { id: string } }>(focal, "nameMinistry", { state, name }, "ministry { id }");
  const place = { state, ministry: named.ministry.id };
  const invited = { email: clearer.email, role: "CLEARER", place };
  const { token } = await does<{ token: string }>(focal, "inviteMember", invited, "token");
  const accepted = { token, name: clearer.name, password: PASSWORD, language: "EN" };
  await does<Tokens>(null, "acceptInvitation", accepted, "tokens { accessToken }");
  return named.ministry.id;
}

/** A working file with answers in it, by code of question. */
export async function workingFile(focal: string, state: string, round: string, answers: Record<string, object>) {
  const { round: found } = await asks<{ round: { id: string } }>(focal, `{ round(key: "${round}") { id } }`);
  const { submission } = await does<{ submission: { id: string } }>(
    focal,
    "openSubmission",
    { round: found.id, state, language: "EN" },
    "submission { id }",
  );
  const saved = Object.entries(answers).map(([question, answer]) => ({ question, basedOn: 0, answer }));
  await does(focal, "saveAnswers", { submission: submission.id, answers: saved }, "results { outcome }");
  return submission.id;
}

/** Somebody new in a State's delegation, with an account of their own. */
export async function newcomer(focal: string, state: string, role: string, email: string): Promise<string> {
  const invited = { email, role, place: { state } };
  const { token } = await does<{ token: string }>(focal, "inviteMember", invited, "token");
  const accepted = { token, name: email.split("@")[0], password: PASSWORD, language: "EN" };
  return (await does<Tokens>(null, "acceptInvitation", accepted, "tokens { accessToken }")).tokens.accessToken;
}

/** A catalogue editor, with an account of their own; who has one signs in. */
export async function editor(email: string): Promise<string> {
  const known = await tokenOf(email).catch(() => null);
  if (known !== null) return known;
  const administrator = await tokenOf("administrator@example.org");
  const invited = { email, role: "CATALOGUE_EDITOR", place: {} };
  const { token } = await does<{ token: string }>(administrator, "inviteMember", invited, "token");
  const accepted = { token, name: email.split("@")[0], password: PASSWORD, language: "EN" };
  return (await does<Tokens>(null, "acceptInvitation", accepted, "tokens { accessToken }")).tokens.accessToken;
}

/** Gives an account a second factor. */
export async function enrolled(token: string): Promise<{ authenticator: Authenticator; recoveryCodes: string[] }> {
  const { secret } = await does<{ secret: string }>(token, "enrolSecondFactor", { password: PASSWORD }, "secret");
  const authenticator = new Authenticator(secret);
  const confirmed = { code: await authenticator.next() };
  return {
    authenticator,
    ...(await does<{ recoveryCodes: string[] }>(token, "confirmSecondFactor", confirmed, "recoveryCodes")),
  };
}
