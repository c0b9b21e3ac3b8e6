import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";

import { house } from "./house";

const BUILT = resolve(import.meta.dirname, "../../dist");
const KINDS: Record<string, string> = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
const HASHED = /-([\w-]{8})\.\w+$/;

/** The console as another build would have left it: not one of its files has the name that it has now. */
function otherBuild(): Map<string, Buffer> {
  const names = readdirSync(join(BUILT, "assets")).filter((name) => !name.endsWith(".br"));
  const others = new Map(
    names.flatMap((name) => {
      const hash = HASHED.exec(name)?.[1];
      return hash === undefined ? [] : [[hash, [...hash].reverse().join("")] as const];
    }),
  );
  const known = new RegExp([...others.keys()].join("|"), "g");
  const renamed = (text: string) => text.replaceAll(known, (hash) => others.get(hash) ?? hash);
  const files = new Map<string, Buffer>();
  for (const name of ["demonstration.html", "service-worker.js", ...names.map((name) => `assets/${name}`)]) {
    const bytes = readFileSync(join(BUILT, name));
    // The worker names its build, too.
    const text = () => renamed(bytes.toString()).replace(/"name":"(\w{16})"/, (_, hash) => `"name":"other-${hash}"`);
    files.set(`/${renamed(name)}`, /\.(?:js|css|html)$/.test(name) ? Buffer.from(text()) : bytes);
  }
  return files;
}

/** Whether an address of the console is one of its page. */
const PAGE = /^\/(?:(?:ar|zh|en|fr|ru|es)(?:\/.*)?)?$/;

/**
 * What stands before the server at one address that stays, as in most places where one runs: behind it the console can be
 * replaced by that of another build, or be away for a moment. Everything else is the server's own.
 */
export class Front {
  /** Which build is there: the one that the server has, another one, or none, because it is being replaced. */
  serves: "this" | "other" | "none" = "this";
  /** Files of the console that were asked for and are not there. */
  readonly missed: string[] = [];
  /** The connection is there, and slow: so long it takes until a page is answered, in milliseconds. */
  delay = 0;
  private readonly other = otherBuild();
  private readonly server = createServer((asked, answer) => this.hear(asked, answer));

  static async of(): Promise<Front> {
    const front = new Front();
    await new Promise<void>((done) => front.server.listen(0, "127.0.0.1", done));
    return front;
  }

  get address(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private hear(asked: IncomingMessage, answer: ServerResponse) {
    const [path = "/"] = (asked.url ?? "/").split("?");
    if (this.serves === "none") {
      answer.writeHead(503, { "Content-Type": "text/plain" }).end("The server is being replaced.\n");
      return;
    }
    const isPage = PAGE.test(path);
    if (isPage && this.delay > 0) setTimeout(() => this.pass(asked, answer, path, isPage), this.delay);
    else this.pass(asked, answer, path, isPage);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse, path: string, isPage: boolean) {
    const isOther = this.serves === "other";
    const own = isOther ? this.other.get(isPage ? "/demonstration.html" : path) : undefined;
    if (isOther && path.startsWith("/assets/")) {
      if (own === undefined) {
        this.missed.push(path);
        answer.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such file.\n");
      } else {
        const kind = KINDS[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
        answer
          .writeHead(200, { "Content-Type": kind, "Cache-Control": "public, max-age=31536000, immutable" })
          .end(own);
      }
      return;
    }
    const { host } = new URL(house().server);
    const headers = { ...asked.headers, host };
    if (headers.origin === this.address) headers.origin = house().server;
    // With a body of ours, what the server would say of its own does not hold.
    if (own !== undefined) {
      delete headers["accept-encoding"];
      delete headers["if-none-match"];
    }
    const passed = request(house().server + asked.url, { method: asked.method, headers }, (told) => {
      if (path.startsWith("/assets/") && told.statusCode === 404) this.missed.push(path);
      const said = { ...told.headers };
      if (own !== undefined) {
        said["content-length"] = String(own.length);
        delete said.etag;
        delete said["transfer-encoding"];
      }
      answer.writeHead(told.statusCode ?? 502, said);
      if (own === undefined) return void told.pipe(answer);
      told.resume();
      answer.end(own);
    });
    // The browser has gone, or the server: either way nobody waits for the other.
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  }
}
