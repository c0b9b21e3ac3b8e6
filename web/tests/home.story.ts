import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";

import { house } from "./harness/house";
import { PASSWORD, tokenOf, workingFile } from "./harness/people";
import { story, type Visitor } from "./harness/story";

const ROUND = "fictional-views";
const PROGRAM = resolve(import.meta.dirname, "../..", process.env["CARGO_TARGET_DIR"] ?? "target", "debug/normtrack");
/** The minutes that an installation of its own takes to be filled on a busy machine. */
const PATIENCE = 300_000;

/** A State's own installation: with a database, keys and an address of its own. */
interface Home {
  address: string;
  folder: string;
  process: ChildProcess;
}

let home: Home;

beforeAll(async () => {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  const folder = await mkdtemp(join(tmpdir(), "normtrack-home-"));
  const address = `http://127.0.0.1:${port}`;
  const where = ["--listen", `127.0.0.1:${port}`, "--address", address, "--data", join(folder, "data")];
  const child = spawn(PROGRAM, ["serve", "--demonstration", ...where], { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((listens, failed) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.startsWith("Normtrack listens on ")) listens();
    });
    child.once("exit", (code) => failed(new Error(`the installation at home ended with ${code}`)));
  });
  home = { address, folder, process: child };
}, PATIENCE);

afterAll(async () => {
  const ended = new Promise((done) => home.process.once("exit", done));
  home.process.kill("SIGTERM");
  await ended;
  await rm(home.folder, { recursive: true, force: true });
}, PATIENCE);

/** Asks the installation at home. */
async function atHome<Data>(token: string | null, query: string, variables: object = {}): Promise<Data> {
  const answer = await fetch(`${home.address}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token !== null && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function tokenAtHome(email: string): Promise<string> {
  const signIn = `mutation ($email: String!, $password: String!) {
    signIn(input: {email: $email, password: $password}) { tokens { accessToken } }
  }`;
  const { signIn: signed } = await atHome<{ signIn: { tokens: { accessToken: string } } }>(null, signIn, {
    email,
    password: PASSWORD,
  });
  return signed.tokens.accessToken;
}

async function keep(address: string, token: string, state: string, content: string): Promise<string> {
  const answer = await fetch(`${address}/evidence?${new URLSearchParams({ state, name: "act.txt" })}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "text/plain" },
    body: content,
  });
  return ((await answer.json()) as { id: string }).id;
}

const ACT = (state: string) => `The act of ${state} on the security of networks.`;

/** The State files at home, with a document that it keeps there, and takes what stands there out as a package. */
async function filedAtHome(state: string): Promise<{ file: string; keys: string; root: string }> {
  const [focal, authority] = await Promise.all(
    ["focal-point", "publishing-authority"].map((role) => tokenAtHome(`${role}.${state.toLowerCase()}@example.org`)),
  );
  const { round } = await atHome<{ round: { id: string } }>(null, `{ round(key: "${ROUND}") { id } }`);
  const { openSubmission } = await atHome<{ openSubmission: { submission: { id: string } } }>(
    focal!,
    `mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { id } } }`,
    { input: { round: round.id, state, language: "EN" } },
  );
  const submission = openSubmission.submission.id;
  const kept = await keep(home.address, focal!, state, ACT(state));
  const answers = [
    { question: "VA.authority", basedOn: 0, answer: { shortText: `Ministry of ${state}` } },
    { question: "VA.capacity", basedOn: 0, answer: { singleChoice: { option: "national" } } },
    { question: "VX.attachments", basedOn: 0, answer: { evidenceItems: [{ kept }] } },
  ];
  await atHome(focal!, `mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }`, {
    input: { submission, answers },
  });
  const { submission: seen } = await atHome<{ submission: { preview: { root: string; seen: string } } }>(
    authority!,
    `query ($id: ID!) { submission(id: $id) { preview { root seen } } }`,
    { id: submission },
  );
  const { fileSubmission } = await atHome<{ fileSubmission: { filing: { position: number; root: string } } }>(
    authority!,
    `mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { filing { position root } } }`,
    { input: { submission, ...seen.preview } },
  );
  const { position, root } = fileSubmission.filing;
  const token = join(home.folder, `${state}.token`);
  const file = join(home.folder, `${state}.package`);
  await writeFile(token, authority!);
  const options = ["--out", file, "--server", home.address, "--token-file", token];
  await promisify(execFile)(PROGRAM, ["package", "export", String(position), ...options]);
  const keys = join(home.folder, "keys.json");
  await writeFile(keys, await (await fetch(`${home.address}/.well-known/jwks.json`)).text());
  return { file, keys, root };
}

async function give(who: Visitor, button: Locator, file: string) {
  const [chooser] = await Promise.all([who.page.waitForEvent("filechooser"), who.hand.press(button)]);
  await chooser.setFiles(file);
}

story("an installation without a mail server sends no letters, and shows what one would say", async ({ visitor }) => {
  const officer = await visitor("en", "desktop");
  const { page } = officer;
  const { round } = await atHome<{ round: { title: { content: string } } }>(
    null,
    `{ round(key: "${ROUND}") { title { content } } }`,
  );
  await page.goto(`${home.address}/en/sign-in?next=${encodeURIComponent(`/en/rounds/${ROUND}/letters`)}`);
  await page.getByLabel(officer.says("session.email"), { exact: true }).fill("secretariat-officer@example.org");
  await page.getByLabel(officer.says("session.password"), { exact: true }).fill(PASSWORD);
  await officer.the("button", "session.signIn").click();
  await officer.text("letters.noMail").waitFor();
  await page.getByRole("article").getByText(round.title.content).first().waitFor();
  expect(await officer.the("button", "letters.send").count()).toBe(0);
  await officer.text("letters.noLog").waitFor();
  expect(await officer.obstacles()).toEqual([]);
});

const PLACES = [
  { tongue: "en", size: "desktop", state: "QOD", isKeyboardOnly: true },
  { tongue: "ar", size: "phone", state: "QNL", isKeyboardOnly: false },
] as const;

describe("what a State filed at home", () => {
  story.for(PLACES)(
    "is handed in, seen against the draft here, and filed as the same document, in $tongue on a $size",
    { timeout: PATIENCE },
    async ({ tongue, size, state, isKeyboardOnly }, { visitor }) => {
      const { file, keys, root } = await filedAtHome(state);
      const [focalEmail, authorityEmail] = ["focal-point", "publishing-authority"].map(
        (role) => `${role}.${state.toLowerCase()}@example.org`,
      );
      const token = await tokenOf(focalEmail!);
      const id = await workingFile(token, state, ROUND, {
        "VA.authority": { shortText: "Another desk" },
        "VT.topic_a": { longText: "What only the draft here says" },
      });
      const place = `/submissions/${id}/package`;

      // A focal point hands it in; the key is not known here yet.
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      focal.forgive(/422|409/);
      await focal.signIn(focalEmail!, `/submissions/${id}/review`);
      await focal.hand.press(focal.the("link", "submission.ofHome"));
      await focal.the("heading", "home.handIn").waitFor();
      await focal.text("home.whoKeepsKeys").waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await give(focal, focal.the("button", "home.choose"), file);
      await focal.page.getByRole("alert").getByText(focal.says("home.notTaken")).waitFor();
      expect(await focal.obstacles()).toEqual([]);

      // The publishing authority registers the key of the installation at home.
      const authority = await visitor(tongue, size, { isKeyboardOnly });
      await authority.signIn(authorityEmail!, place);
      await authority.text("home.noKeys").waitFor();
      await give(authority, authority.the("button", "home.readKeys"), keys);
      await expect
        .poll(() => authority.page.getByLabel(authority.says("home.kid"), { exact: true }).inputValue())
        .not.toBe("");
      await authority.hand.press(authority.the("button", "home.registerNow"));
      await authority.text("home.isRegistered").waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // Now it is taken; the document that it cites is missing here, and named.
      await give(focal, focal.the("button", "home.choose"), file);
      await focal.the("heading", "home.package").waitFor();
      await focal.page.getByText(root, { exact: true }).waitFor();
      await focal.the("heading", "home.outcome.CHANGED", { count: 1 }).waitFor();
      await focal.the("heading", "home.outcome.ADDED", { count: 2 }).waitFor();
      await focal.the("heading", "home.takenBack", { count: 1 }).waitFor();
      await focal.text("home.missing", { count: 1 }).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await keep(house().server, token, state, ACT(state));
      await focal.hand.press(focal.the("button", "home.lookAgain"));
      await focal.text("home.whoFiles").waitFor();
      expect(await focal.obstacles()).toEqual([]);

      // Whoever may files it, under the root that it has at home, and keeps the receipt.
      const { pathname, search } = new URL(focal.page.url());
      await authority.open(pathname.replace(/^\/[a-z]{2}/, "") + search);
      expect(await authority.obstacles()).toEqual([]);
      await authority.hand.press(authority.the("button", "home.file"));
      await authority.the("heading", "home.filed").waitFor();
      await authority.page.getByText(root, { exact: true }).waitFor();
      expect(await authority.obstacles()).toEqual([]);
      const [receipt] = await Promise.all([
        authority.page.waitForEvent("download"),
        authority.hand.press(authority.the("button", "home.keepReceipt")),
      ]);
      const kept = await text(await receipt.createReadStream());
      const [, payload = ""] = kept.split(".");
      expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ root, state });

      // A key that is revoked takes nothing any more.
      await authority.open(place);
      await authority.hand.press(authority.page.getByRole("button", { name: authority.pattern("home.revoke") }));
      await authority.text("home.revokeMeans").waitFor();
      expect(await authority.obstacles()).toEqual([]);
      await authority.hand.press(authority.page.getByRole("button", { name: authority.pattern("home.revokeNow") }));
      await authority.page.getByText(authority.pattern("home.revokedAt")).waitFor();
      await give(focal, focal.the("button", "home.choose"), file);
      await focal.page.getByRole("alert").getByText(focal.says("home.notTaken")).waitFor();
    },
  );
});
