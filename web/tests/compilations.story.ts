import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Download, Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";

import { story, type Visitor } from "./harness/story";

const ROUND = "fictional-views";
const OFFICER = "secretariat-officer@example.org";
const PLACE = `/rounds/${ROUND}/compilations`;

const target = resolve(import.meta.dirname, "../..", process.env["CARGO_TARGET_DIR"] ?? "target");
/** Without the program that makes PDF beside the server, there are Word files and a plain sentence. */
const hasPress = existsSync(join(target, "debug/normtrack-press"));

/** What a compilation takes on a machine that is busy with other things. */
const PATIENCE = { timeout: 120_000 };

async function bytesOf(file: Download): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Takes a volume, which has the hash that stands beside it. */
async function take(who: Visitor, document: Locator, form: "PDF" | "Word"): Promise<Buffer> {
  const row = document.getByRole("listitem").filter({ has: who.page.locator("strong", { hasText: form }) });
  const button = row.getByRole("button", { name: who.pattern("compilation.takeOf") });
  await button.waitFor(PATIENCE);
  const [file] = await Promise.all([who.page.waitForEvent("download"), who.hand.press(button)]);
  await row.getByText(who.says("compilation.taken", { name: file.suggestedFilename() })).waitFor();
  const bytes = await bytesOf(file);
  expect(await row.locator("code").allTextContents()).toEqual([createHash("sha256").update(bytes).digest("hex")]);
  return bytes;
}

const option = (who: Visitor, name: "checkbox" | "radio", value: string) =>
  who.page.getByRole("dialog").locator(`input[type="${name}"][value="${value}"]`);

const PLACES = [
  { tongue: "en", size: "desktop", isKeyboardOnly: true },
  { tongue: "ar", size: "phone", isKeyboardOnly: false },
  { tongue: "zh", size: "desktop", isKeyboardOnly: false },
] as const;

describe("an officer of the secretariat", () => {
  story.for(PLACES)(
    "compiles a round, takes it away, and follows it with an addendum, in $tongue on a $size",
    { timeout: 400_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const officer = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = officer;
      const symbol = `A/82/${tongue.toUpperCase()}`;
      const dialog = page.getByRole("dialog");
      const named = (name: string) => page.getByRole("article", { name, exact: true });
      await officer.signIn(OFFICER, `/coverage/${ROUND}`);
      await hand.press(officer.the("link", "coverage.toCompilations"));
      await officer.the("heading", "compilation.title").waitFor();
      await officer.the("button", "compilation.ask").waitFor();

      // What is no symbol is not asked for, and what was typed stays.
      await hand.press(officer.the("button", "compilation.ask"));
      const field = dialog.getByLabel(officer.says("compilation.symbol"), { exact: true });
      await hand.type(field, "<A>");
      await hand.tick(option(officer, "checkbox", "DOCX"));
      expect(await officer.obstacles()).toEqual([]);
      await hand.press(officer.the("button", "compilation.askNow", { count: 2 }));
      await dialog.getByText(officer.says("compilation.noSymbol"), { exact: true }).waitFor();
      await hand.type(field, symbol);
      await hand.press(officer.the("button", "compilation.askNow", { count: 2 }));
      await dialog.waitFor({ state: "detached" });

      // Both as of one position, with the number of replies; it is there again after a reload.
      const document = named(symbol);
      await document.waitFor();
      await page.reload();
      expect((await take(officer, document, "Word")).subarray(0, 2).toString("latin1")).toBe("PK");
      if (hasPress) {
        expect((await take(officer, document, "PDF")).subarray(0, 5).toString("latin1")).toBe("%PDF-");
      } else {
        await document.getByText(officer.says("compilation.failure.PRESS")).waitFor(PATIENCE);
      }
      const { compilations } = await officer.asksSignedIn<{
        compilations: { symbol: string; asOf: number; progress: { replies: number } }[];
      }>(`{ compilations(round: "${ROUND}") { symbol asOf progress { replies } } }`);
      const made = compilations.filter((one) => one.symbol === symbol);
      const { asOf, progress } = made[0]!;
      expect(made.map((one) => one.asOf)).toEqual([asOf, asOf]);
      const facts = document.locator("p").first();
      expect(await facts.textContent()).toContain(officer.says("compilation.asOf", { position: asOf }));
      expect(await facts.textContent()).toContain(officer.says("compilation.replies", { count: progress.replies }));
      expect(progress.replies).toBeGreaterThan(3);
      expect(await officer.obstacles()).toEqual([]);

      // The same document in one more language: another row of it.
      await hand.press(officer.the("button", "compilation.sameOf", { name: symbol, position: asOf }));
      await hand.tick(option(officer, "checkbox", tongue));
      await hand.tick(option(officer, "checkbox", "fr"));
      const isWord = await option(officer, "checkbox", "DOCX").isChecked();
      if (!isWord) await hand.tick(option(officer, "checkbox", "DOCX"));
      if (await option(officer, "checkbox", "PDF").isChecked()) await hand.tick(option(officer, "checkbox", "PDF"));
      await hand.press(officer.the("button", "compilation.askNow", { count: 1 }));
      await dialog.waitFor({ state: "detached" });
      const french = document.getByRole("listitem").filter({ has: page.locator("strong [lang=fr]") });
      await french.getByRole("button", { name: officer.pattern("compilation.takeOf") }).waitFor(PATIENCE);

      // Nothing has come since.
      await hand.press(officer.the("button", "compilation.ask"));
      await hand.choose(option(officer, "radio", "ADDENDUM"));
      const followed = dialog.getByRole("combobox", { name: officer.says("compilation.follows"), exact: true });
      expect(await followed.locator("option:checked").textContent()).toContain(symbol);
      await hand.tick(option(officer, "checkbox", "DOCX"));
      await hand.tick(option(officer, "checkbox", "PDF"));
      expect(await officer.obstacles()).toEqual([]);
      await hand.press(officer.the("button", "compilation.askNow", { count: 1 }));
      const addendum = named(`${symbol}/Add.1`);
      await addendum.getByText(officer.says("compilation.replies", { count: 0 })).waitFor(PATIENCE);
      await addendum.getByRole("button", { name: officer.pattern("compilation.takeOf") }).waitFor(PATIENCE);
    },
  );

  story(
    "loses nothing where the service fails halfway, and keeps nothing that is not what it made",
    async ({ visitor }) => {
      const officer = await visitor("en", "desktop");
      const { page, hand } = officer;
      await officer.signIn(OFFICER, PLACE);
      await hand.press(officer.the("button", "compilation.ask"));
      const symbol = `A/82/${Date.now()}`;
      const dialog = page.getByRole("dialog");
      await hand.type(dialog.getByLabel(officer.says("compilation.symbol"), { exact: true }), symbol);
      await hand.tick(option(officer, "checkbox", "fr"));
      await hand.tick(option(officer, "checkbox", "DOCX"));
      await hand.tick(option(officer, "checkbox", "PDF"));
      const positions: unknown[] = [];
      await page.route(/\/graphql/, (route) => {
        const body = route.request().postData() ?? "";
        if (!body.includes("CompileRound")) return route.fallback();
        positions.push((JSON.parse(body) as { variables: { input: { asOf: unknown } } }).variables.input.asOf);
        if (positions.length === 1) return route.fallback();
        const errors = [{ message: "Not now.", extensions: { code: "UNAVAILABLE" } }];
        return route.fulfill({ json: { data: null, errors } });
      });
      await hand.press(officer.the("button", "compilation.askNow", { count: 2 }));
      await dialog.getByText(officer.says("compilation.askedSome", { done: 1, all: 2 }), { exact: true }).waitFor();
      // Both are as of one position, whatever is filed between the two.
      const { registerPosition } = await officer.asks<{ registerPosition: number }>("{ registerPosition }");
      expect(positions).toEqual([null, registerPosition]);
      expect(await officer.obstacles()).toEqual([]);
      await page.unroute(/\/graphql/);
      await hand.press(officer.the("button", "compilation.askNow", { count: 1 }));
      await dialog.waitFor({ state: "detached" });
      // Two rows of one document.
      const document = page.getByRole("article", { name: symbol, exact: true });
      const buttons = document.getByRole("button", { name: officer.pattern("compilation.takeOf") });
      await expect.poll(() => buttons.count(), PATIENCE).toBe(2);

      const isVolume = /\/evidence\//;
      await page.route(isVolume, async (route) => {
        const answer = await route.fetch();
        return route.fulfill({ response: answer, body: Buffer.concat([await answer.body(), Buffer.from(" ")]) });
      });
      page.on("download", () => expect.unreachable("it was kept"));
      await hand.press(buttons.first());
      await page.getByRole("alert").getByText(officer.says("compilation.differs"), { exact: true }).waitFor();
      expect(await officer.obstacles()).toEqual([]);
    },
  );

  story.for([
    { tongue: "en", size: "phone" },
    { tongue: "ar", size: "desktop" },
    { tongue: "zh", size: "phone" },
  ] as const)(
    "sees how far one has come, as long as somebody looks, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const officer = await visitor(tongue, size);
      const { page } = officer;
      const told = await pretended(page);
      await page.clock.install();
      await officer.signIn(OFFICER, PLACE);
      await page.getByRole("article", { name: "A/82/7", exact: true }).waitFor();
      const bar = page.getByRole("progressbar");
      await officer.text("compilation.status.WAITING").waitFor();
      expect(await bar.count()).toBe(0);

      told.now = { status: "GATHERING", progress: { replies: 5, gathered: 2, volumes: null, set: 0 } };
      await pass(page, 2_000);
      await officer.text("compilation.status.GATHERING").waitFor();
      await page.getByText(officer.says("compilation.gatheredOf", { done: 2, all: 5 }), { exact: true }).waitFor();
      expect(await bar.getAttribute("aria-valuenow")).toBe("2");
      expect(await bar.getAttribute("aria-valuemax")).toBe("5");
      expect(await bar.getAttribute("aria-valuetext")).toBe(
        officer.says("compilation.gatheredOf", { done: 2, all: 5 }),
      );
      expect(await officer.obstacles()).toEqual([]);

      // Nobody looks: nothing is asked. Somebody comes back: it is asked at once.
      await seen(page, false);
      const before = told.looks;
      await pass(page, 30_000);
      expect(told.looks).toBe(before);
      told.now = { status: "SETTING", progress: { replies: 5, gathered: 5, volumes: 2, set: 1 } };
      await seen(page, true);
      await page.getByText(officer.says("compilation.setOf", { done: 1, all: 2 }), { exact: true }).waitFor();
      expect(told.looks).toBe(before + 1);

      // Why it came to nothing; then nothing is asked any more.
      told.now = { status: "FAILED", failure: "TOO_LARGE" };
      await pass(page, 2_000);
      await page.getByText(officer.says("compilation.failure.TOO_LARGE")).waitFor();
      expect(await bar.count()).toBe(0);
      const after = told.looks;
      await pass(page, 30_000);
      expect(told.looks).toBe(after);
      expect(await officer.obstacles()).toEqual([]);
    },
  );
});

describe("who is not of the secretariat", () => {
  story("finds no compilations, and no way to ask for one", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qma@example.org", PLACE);
    await focal.text("compilation.nothingHere").waitFor();
    expect(await focal.the("button", "compilation.ask").count()).toBe(0);
    expect(await focal.obstacles()).toEqual([]);
    const stranger = await visitor("en", "phone");
    await stranger.open(PLACE);
    await stranger.page.waitForURL(/\/sign-in/);
  });
});

interface Told {
  /** What the service is taken to say of the one compilation of the round. */
  now: object;
  /** How often it was asked. */
  looks: number;
}

/** Lets the service tell of a compilation as a story needs it: a real one is done before all that can be seen. */
async function pretended(page: Page): Promise<Told> {
  const progress = { __typename: "CompilationProgress", replies: null, gathered: 0, volumes: null, set: 0 };
  const one = {
    __typename: "Compilation",
    id: "pretended",
    kind: "WHOLE",
    symbol: "A/82/7",
    follows: null,
    asOf: 7,
    language: "EN",
    format: "PDF",
    readers: "PUBLIC",
    askedAt: "2027-01-01T00:00:00Z",
    doneAt: null,
    status: "WAITING",
    failure: null,
    progress,
    volumes: [],
  };
  const told: Told & { now: { progress?: object } } = { now: {}, looks: 0 };
  await page.route(/\/graphql/, async (route) => {
    const request = route.request();
    if (!`${request.url()} ${request.postData() ?? ""}`.includes("CompilationsPage")) return route.fallback();
    told.looks += 1;
    const answer = await route.fetch();
    const json = (await answer.json()) as { data: { compilations: object[] } };
    json.data.compilations = [{ ...one, ...told.now, progress: { ...progress, ...told.now.progress } }];
    return route.fulfill({ response: answer, json });
  });
  return told;
}

/** Lets so much time pass, and whatever is asked then be asked. */
async function pass(page: Page, milliseconds: number) {
  await page.clock.fastForward(milliseconds);
  await page.evaluate(async () => void (await (await fetch("/graphql?query={registerPosition}")).text()));
}

/** Whether somebody looks at the page, as the browser tells it. */
async function seen(page: Page, isSeen: boolean) {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, !isSeen);
}
