import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the server answers. */
    server: string;
    /** Where the browser answers. */
    browser: string;
  }
}

const root = resolve(import.meta.dirname, "../../..");

/** Starts what every story needs, once: the server with fictional States in a folder of its own, and a browser. */
export default async function setup({ provide }: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "normtrack-console-"));
  const running = process.env["NORMTRACK_SERVER"];
  const [server, browser] = await Promise.all([
    // For writing stories that only read: a server of yours, which they find as the stories before left it.
    running === undefined ? serve(folder) : { address: running, stop: async () => {} },
    launch(),
  ]);
  provide("server", server.address);
  provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function serve(folder: string) {
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
    env: { ...process.env, NORMTRACK_LOG: "warn" },
  });
  await announced(child);
  return { address, stop: () => stop(child) };
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

/** Debian's Chromium, or the one that NORMTRACK_CHROMIUM names. It calls nobody but the server. */
function launch() {
  const program = process.env["NORMTRACK_CHROMIUM"] ?? "/usr/bin/chromium";
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
