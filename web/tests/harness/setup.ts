import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** For each file that may run at one time, in the order of Vitest's workers. */
    houses: House[];
    /** Where the browser answers. */
    browser: string;
  }
}

/** What the stories of a file run on. */
export interface House {
  /** Where the server answers. */
  server: string;
  /** Where the identity provider answers: by a number where the server has a name, so on another site as a browser sees it. */
  provider: string;
  /** The folder of the mail server that takes its letters. */
  mail: string;
  /** The folder of its private database. */
  data: string;
}

const root = resolve(import.meta.dirname, "../../..");

/** Starts what every story needs, once: a browser, and a server with fictional States for each file that may run at one time. */
export default async function setup({ config, provide }: TestProject) {
  const [browser, ...houses] = await Promise.all([launch(), ...Array.from({ length: config.maxWorkers }, build)]);
  provide(
    "houses",
    houses.map(({ house }) => house),
  );
  provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await Promise.all(houses.map(({ stop }) => stop()));
  };
}

/** A server in a folder of its own, and a provider that leads back to it. */
async function build(): Promise<{ house: House; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "normtrack-console-"));
  const running = process.env["NORMTRACK_SERVER"];
  const provider = await identityProvider();
  const mail = await mailServer();
  // For writing stories that only read: a server of yours, which they find as the stories before left it.
  const server =
    running === undefined
      ? await serve(folder, provider.address, mail.address)
      : { address: running, stop: async () => {} };
  await fetch(`${provider.address}/control`, {
    method: "POST",
    body: JSON.stringify({ returnTo: `${server.address}/sign-in/return` }),
  });
  const stop = async () => {
    await server.stop();
    await provider.stop();
    await mail.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { house: { server: server.address, provider: provider.address, mail: mail.folder, data: folder }, stop };
}

/** A real one, which the tests of the service use as well. */
async function identityProvider() {
  const program = join(root, "tests/provider/provider.js");
  if (!existsSync(join(root, "tests/provider/node_modules")))
    throw new Error("the identity provider is not installed: run `script/provider`");
  const settings = JSON.stringify({ returnTo: "http://localhost/sign-in/return" });
  const child = spawn(process.execPath, [program, settings], { stdio: ["pipe", "pipe", "ignore"] });
  const line = await new Promise<string>((said, failed) => {
    createInterface({ input: child.stdout }).once("line", said);
    child.once("exit", () => failed(new Error("the identity provider ended")));
  });
  return { address: (JSON.parse(line) as { issuer: string }).issuer, stop: () => stop(child) };
}

/** A real one, which the tests of the service use as well. NORMTRACK_MAIL names the folder of one that a server of yours has. */
async function mailServer() {
  const running = process.env["NORMTRACK_MAIL"];
  if (running !== undefined) return { address: "", folder: running, stop: async () => {} };
  const python = join(root, ".data/mail-server/bin/python");
  if (!existsSync(python)) throw new Error("the mail server is not installed: run `script/mail-server`");
  const folder = await mkdtemp(join(tmpdir(), "normtrack-mail-"));
  const program = join(root, "tests/mail/server.py");
  const child = spawn(python, [program, folder, "0"], { stdio: ["pipe", "pipe", "ignore"] });
  const port = await new Promise<string>((said, failed) => {
    createInterface({ input: child.stdout }).once("line", said);
    child.once("exit", () => failed(new Error("the mail server ended")));
  });
  const stopped = async () => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { address: `smtp://127.0.0.1:${port}`, folder, stop: stopped };
}

/** Names the provider to the server: it may speak for one of the fictional States. */
async function configuration(folder: string, issuer: string) {
  const place = `${folder}-providers.json`;
  const provider = {
    key: "mfa",
    issuer,
    client_id: "public",
    title: "Ministry of Foreign Affairs",
    scopes: ["email", "profile", "groups"],
    remit: { roles: ["reader", "focal_point"], states: ["QMA", "QMB"] },
    gives: [{ claim: "groups", has: "reader", role: "reader", state: "QMA" }],
  };
  await writeFile(place, JSON.stringify({ providers: [provider] }));
  return place;
}

async function serve(folder: string, issuer: string, mail: string) {
  const providers = await configuration(folder, issuer);
  const program = join(resolve(root, process.env["CARGO_TARGET_DIR"] ?? "target"), "debug/normtrack");
  for (const [needed, script] of [
    [program, "cargo build --bin normtrack"],
    [join(root, "web/dist/index.html"), "script/console"],
  ] as const) {
    if (!existsSync(needed)) throw new Error(`${needed} is missing: run \`${script}\``);
  }
  // Passkeys belong to a name, not to a number.
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const where = ["--listen", `127.0.0.1:${port}`, "--address", address, "--data", folder];
  const child = spawn(program, ["serve", "--demonstration", ...where], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NORMTRACK_LOG: "warn",
      NORMTRACK_IDENTITY_PROVIDERS: providers,
      NORMTRACK_EVIDENCE_LARGEST: "4000000",
      NORMTRACK_SMTP: mail,
      NORMTRACK_MAIL_FROM: "Secretariat <office@normtrack.example>",
    },
  });
  await announced(child);
  const stopped = async () => {
    await stop(child);
    await rm(providers);
  };
  return { address, stop: stopped };
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** Waits until the server says that it listens. */
function announced(child: ChildProcess): Promise<void> {
  return new Promise((found, failed) => {
    const said: string[] = [];
    createInterface({ input: child.stderr! }).on("line", (line) => {
      said.push(line);
      if (line.startsWith("Normtrack listens on ")) found();
    });
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}:\n${said.join("\n")}`)));
  });
}

async function stop(child: ChildProcess) {
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await ended;
}

/**
 * Debian's Chromium, without its windows where that is installed (`script/bootstrap`), or the one that NORMTRACK_CHROMIUM
 * names. It calls nobody but the server. What survives its end is looked at in the whole browser (`device.ts`).
 */
function launch() {
  const shell = "/usr/bin/chromium-headless-shell";
  const program = process.env["NORMTRACK_CHROMIUM"] ?? (existsSync(shell) ? shell : "/usr/bin/chromium");
  return chromium.launchServer({
    executablePath: program,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
