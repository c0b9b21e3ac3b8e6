import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect } from "vitest";

import { house } from "./harness/house";
import { SIZES, story, type Visitor } from "./harness/story";

const ROUND = "fictional-survey-1";
const STATE = "QMA";

/** A page of somebody else, on another origin: it shows what its address says. */
let host: Server;
let elsewhere: string;

beforeAll(async () => {
  host = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://host.example");
    if (pathname !== "/") return void response.writeHead(204).end();
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>${searchParams.get("body")}`,
    );
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  elsewhere = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((done) => host.close(done)));

/** What a page of ours gives to be copied, in a page of somebody else. */
async function embed(reader: Visitor): Promise<string> {
  await reader.hand.press(reader.the("button", "coverage.embed"));
  const field = reader.page.getByLabel(reader.says("embed.code"), { exact: true });
  await field.waitFor();
  return field.inputValue();
}

async function standIn(reader: Visitor, body: string) {
  await reader.page.goto(`${elsewhere}/?body=${encodeURIComponent(body)}`);
  return reader.page.frameLocator("iframe");
}

const PLACES = [
  { tongue: "en", size: "desktop", isKeyboardOnly: true },
  { tongue: "ar", size: "phone", isKeyboardOnly: false },
] as const;

const VIEWS = [
  `/coverage/${ROUND}`,
  `/states/${STATE}`,
  `/participation`,
  `/trends?edition=${encodeURIComponent("national-implementation/1")}&question=N13A.status`,
  `/comparison?round=${ROUND}&states=QMA+QMB`,
  `/needs-against-offers`,
  `/filings/1`,
  `/register`,
  `/search?q=medical`,
  `/open-data`,
];

describe("a view in a page of somebody else", () => {
  story.for(PLACES)(
    "is copied, shown there as of a position with nobody signed in, and leads outwards, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const reader = await visitor(tongue, size, { isKeyboardOnly });
      const { page } = reader;
      // Signed in, so that there is a session which a frame must not use.
      await reader.signIn("secretariat-officer@example.org", `/coverage/${ROUND}`);
      const { coverage, round } = await reader.asks<{
        coverage: { asOf: number; invited: number };
        round: { title: { content: string } };
      }>(`{ coverage(round: "${ROUND}") { asOf invited } round(key: "${ROUND}") { title { content } } }`);
      const code = await embed(reader);
      expect(await reader.barriers()).toEqual([]);
      expect(code).toContain(`src="${house().server}/${tongue}/embed/coverage/${ROUND}?asOf=${coverage.asOf}"`);
      expect(code).toContain(`title="`);

      const asked: string[] = [];
      const carried: string[] = [];
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        asked.push(pathname);
        if (request.headers()["authorization"] !== undefined) carried.push(pathname);
      });
      const frame = await standIn(reader, code);
      await frame.getByRole("heading", { level: 1, name: round.title.content }).waitFor();
      const basis = frame.getByRole("note").last();
      await basis.getByText(reader.says("embed.asOfPosition", { position: coverage.asOf })).waitFor();
      await basis.getByText(reader.says("embed.denominator", { count: coverage.invited })).waitFor();
      await frame.getByText(reader.says("shell.footer.designations"), { exact: true }).waitFor();
      expect(await frame.getByRole("navigation").count()).toBe(0);
      expect(await frame.getByRole("button", { name: reader.says("coverage.embed"), exact: true }).count()).toBe(0);
      expect(asked).toContain("/graphql");
      expect(asked).not.toContain("/session");
      expect(carried).toEqual([]);

      // Whoever signs in in another tab is not taken for the reader of the frame.
      const before = asked.length;
      const beside = await reader.beside();
      await beside.open("/states");
      await beside.the("heading", "reports.states.title").waitFor();
      expect(asked.slice(before)).not.toContain("/session");

      // What leads away opens beside the page, as a page of ours.
      const full = frame.getByRole("link", { name: reader.says("embed.full"), exact: true });
      const [opened] = await Promise.all([page.context().waitForEvent("page"), full.click()]);
      await opened.waitForURL(`**/${tongue}/coverage/${ROUND}?asOf=${coverage.asOf}`);
      const inner = frame.locator(`a[href*="/${tongue}/coverage"]`).first();
      const [other] = await Promise.all([page.context().waitForEvent("page"), inner.click()]);
      await other.waitForURL(`**/${tongue}/coverage`);
      await frame.getByRole("heading", { level: 1, name: round.title.content }).waitFor();
    },
  );

  story.for(PLACES)(
    "keeps nobody out, whichever it is, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      for (const view of VIEWS) {
        await reader.open(`/embed${view}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByRole("link", { name: reader.says("embed.full"), exact: true }).waitFor();
        // As of what stands there once it is known.
        await page.getByRole("main").getByRole("note").last().waitFor();
        for (const viewport of size === "phone" ? [{ width: 320, height: 640 }, SIZES.phone] : [SIZES.desktop]) {
          await page.setViewportSize(viewport);
          expect(await reader.barriers(), view).toEqual([]);
        }
      }
    },
  );

  story("is refused where it is anything else", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    const { page } = reader;
    reader.forgive(/Refused to (?:display|frame)|frame-ancestors|X-Frame-Options|Framing|ERR_BLOCKED_BY_RESPONSE/i);
    const inFrame = async (place: string) => {
      await page.goto(`${elsewhere}/?body=${encodeURIComponent(`<iframe src="${house().server}${place}"></iframe>`)}`);
      await page.waitForLoadState("networkidle");
      return page
        .frames()
        .find((frame) => frame.parentFrame() !== null)!
        .url();
    };
    for (const place of [`/en/coverage/${ROUND}`, "/en/sign-in", "/en/embed/sign-in", "/en/embed/submissions", "/en"])
      expect(await inFrame(place), place).toBe("chrome-error://chromewebdata/");
    expect(await inFrame(`/en/embed/coverage/${ROUND}`)).toContain("/en/embed/coverage");
    // And where one is opened by itself, it shows nothing that acts.
    await reader.open("/embed/sign-in");
    await page.getByRole("link", { name: reader.says("embed.full"), exact: true }).waitFor();
    expect(await page.getByLabel(reader.says("session.password"), { exact: true }).count()).toBe(0);
  });
});
