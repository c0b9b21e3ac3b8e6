import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { test, expect, inject } from "vitest";

import type { Tongue } from "../../src/i18n/language";
import type { MessageId } from "../../src/i18n/message-id";
import { keyboard, pointer, type Hand } from "./hand";
import { house } from "./house";
import { wordsIn } from "./words";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
export type Size = keyof typeof SIZES;

/** The languages and sizes in which a job is done. Every page is seen in each language on each size (`pages.story.ts`). */
export const EVERYWHERE: { tongue: Tongue; size: Size }[] = [
  { tongue: "en", size: "desktop" },
  { tongue: "ar", size: "phone" },
  { tongue: "zh", size: "desktop" },
];

/** A small phone, which is as wide as a desktop seen at 400 per cent (WCAG 2.2, 1.4.10), and a tablet. */
export const NARROWEST = { width: 320, height: 640 };
export const TABLET = { width: 834, height: 1112 };

type Values = Record<string, string | number>;
type Role = Parameters<Page["getByRole"]>[0];

/** Somebody at a screen. What the browser complains about meanwhile fails the story. */
export class Visitor {
  readonly complaints: string[] = [];
  private readonly tabs: Visitor[] = [];
  readonly hand: Hand;
  private forgiven: RegExp[] = [];

  constructor(
    readonly page: Page,
    readonly tongue: Tongue,
    readonly size: Size,
    readonly isKeyboardOnly: boolean,
  ) {
    this.hand = isKeyboardOnly ? keyboard(page) : pointer;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`page: ${error.stack ?? error.message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // What a page gives up on because its reader has gone on is no failure.
      if (why !== "net::ERR_ABORTED") this.complaints.push(`request: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.complaints.push(`response: ${response.status()} ${response.url()}`);
    });
  }

  /** A message in the visitor's language. */
  says(id: MessageId, values?: Values): string {
    return wordsIn(this.tongue).formatMessage({ id }, values);
  }

  /** A message with anything at all in the places of its arguments. */
  pattern(id: MessageId): RegExp {
    const text = wordsIn(this.tongue).messages[id] as string;
    const parts = text.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".+")}$`);
  }

  /** Goes to an address of the console, given without its language. */
  async open(place: string) {
    await this.page.goto(`/${this.tongue}${place}`);
  }

  /** What has a role and, as its whole accessible name, a message. */
  the(role: Role, id: MessageId, values?: Values): Locator {
    return this.page.getByRole(role, { name: this.says(id, values), exact: true });
  }

  /** Where a text stands on the page. */
  text(id: MessageId, values?: Values): Locator {
    return this.page.getByText(this.says(id, values), { exact: true });
  }

  /** What the service itself answers, in the visitor's language: pages are measured against it. */
  async asks<Data>(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Data> {
    const answer = await fetch(`${house().server}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": this.tongue, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }

  /** The same with the rights of the visitor, who has signed in. */
  async asksSignedIn<Data>(query: string, variables: object = {}): Promise<Data> {
    const accessToken = await this.page.evaluate(async () => {
      const answer = await fetch("/session", { method: "POST", headers: { "Normtrack-Session": "1" } });
      return ((await answer.json()) as { accessToken: string }).accessToken;
    });
    return this.asks(query, variables, { Authorization: `Bearer ${accessToken}` });
  }

  /** Opens a second tab of the same browser. */
  async beside(): Promise<Visitor> {
    const other = new Visitor(await this.page.context().newPage(), this.tongue, this.size, this.isKeyboardOnly);
    this.tabs.push(other);
    return other;
  }

  /** On a phone the navigation is folded. */
  async unfoldMenu() {
    if (this.size === "phone") await this.the("button", "shell.menu.open").click();
  }

  /** Signs in on the page for it, and is where `next` leads. */
  async signIn(email: string, next: string) {
    await this.open(`/sign-in?next=${encodeURIComponent(`/${this.tongue}${next}`)}`);
    await this.hand.type(this.page.getByLabel(this.says("session.email"), { exact: true }), email);
    await this.hand.type(this.page.getByLabel(this.says("session.password"), { exact: true }), "only fictional States");
    await this.hand.press(this.the("button", "session.signIn"));
    await this.page.waitForURL((url) => url.pathname === `/${this.tongue}${next}`);
  }

  /** From here on such complaints are what the story is about. */
  forgive(...complaints: RegExp[]) {
    this.forgiven.push(...complaints);
  }

  /** Where what is shown now keeps people out: the violations of WCAG 2.2 AA that a program can find. */
  async barriers(): Promise<string[]> {
    // From the top: wherever else somebody has scrolled to, the bar that stays in sight covers a part of something.
    await this.page.evaluate(`scrollTo(0, 0); if (!("axe" in window)) { ${AXE} }`);
    // What follows from another width comes with the next pictures.
    await this.page.evaluate(
      () =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))),
    );
    // What is out of sight has a guessed height. Guessed too low, its end lies upon what comes next for whoever asks where
    // things are: a screen reader that is explored by touch, or axe.
    const guessed = await this.page.evaluate(() => {
      const parts = [...document.querySelectorAll<HTMLElement>("section, article, li, div, fieldset")];
      const unseen = parts.filter((part) => getComputedStyle(part).contentVisibility === "auto");
      const bottom = (element: Element) => element.getBoundingClientRect().bottom;
      const missing = unseen.map((part) => {
        const last = Math.max(0, ...[...part.querySelectorAll("a, button, input, select, textarea")].map(bottom));
        return { id: part.id, by: Math.round(last - bottom(part)) };
      });
      for (const part of unseen) part.style.contentVisibility = "visible";
      return missing.filter(({ by }) => by > 0).map(({ id, by }) => `guessed-height: #${id} is ${by} px longer`);
    });
    const results = await this.page.evaluate(
      async (tags) =>
        (window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run(
          // What React Aria has told a screen reader stays for seconds, and names what may be gone from the page by then.
          { exclude: ["[data-live-announcer]"] },
          // Nothing is read again from the network: it may be cut, and no rule that holds here asks for it.
          { runOnly: tags, resultTypes: ["violations"], preload: false },
        ),
      WCAG,
    );
    // At another width it is guessed again.
    await this.page.evaluate(() => {
      for (const part of document.querySelectorAll<HTMLElement>("[style*=content-visibility]"))
        part.style.contentVisibility = "";
    });
    const found = results.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}\n  ${node.failureSummary?.replaceAll("\n", "\n  ") ?? ""}`),
    );
    return [...guessed, ...found];
  }

  /**
   * What keeps people out of what is shown now, at each of these widths. The visitor's own comes last, so that what is
   * looked at next is laid out for it.
   */
  async obstacles(sizes = [NARROWEST, SIZES[this.size]]): Promise<string[]> {
    const found: string[] = [];
    for (const size of sizes) {
      await this.page.setViewportSize(size);
      const barriers = await this.barriers();
      // Wide things move within themselves; the page stays.
      const over = await this.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) barriers.push(`the page is ${over} px wider than what it is seen in`);
      found.push(...barriers.map((barrier) => `${size.width}: ${barrier}`));
    }
    return found;
  }

  /** Fails the story if anything was complained about. */
  settle() {
    const left = this.complaints.filter((complaint) => !this.forgiven.some((known) => known.test(complaint)));
    expect(left, "complaints of the browser").toEqual([]);
    this.tabs.forEach((tab) => tab.settle());
  }
}

let shared: Browser | undefined;

interface Options {
  colorScheme?: "light" | "dark";
  isKeyboardOnly?: boolean;
}

interface Fixtures {
  /** Brings somebody to a screen of their own: nothing is shared with others in the story. */
  visitor: (tongue: Tongue, size: Size, options?: Options) => Promise<Visitor>;
}

/** What a visitor saw when the story failed, in the folder for temporary files. */
async function picture(task: { name: string }, { page }: Visitor, place: number) {
  const name = `${task.name.replaceAll(/\W+/g, "-")}-${place}.png`;
  await page.screenshot({ path: join(tmpdir(), "normtrack-stories", name) });
}

/** A story: a test with visitors. */
export const story = test.extend<Fixtures>({
  visitor: async ({ task }, use) => {
    shared ??= await chromium.connect(inject("browser"));
    const contexts: BrowserContext[] = [];
    const visitors: Visitor[] = [];
    const browser = shared;
    await use(async (tongue, size, { isKeyboardOnly = false, colorScheme = "light" } = {}) => {
      const context = await browser.newContext({
        baseURL: house().server,
        locale: tongue,
        viewport: SIZES[size],
        hasTouch: size === "phone",
        isMobile: size === "phone",
        // Colours are measured, so nothing may be on its way from one to another.
        reducedMotion: "reduce",
        acceptDownloads: true,
        colorScheme,
      });
      context.setDefaultTimeout(15_000);
      contexts.push(context);
      const visitor = new Visitor(await context.newPage(), tongue, size, isKeyboardOnly);
      visitors.push(visitor);
      return visitor;
    });
    if (task.result?.state === "fail")
      await Promise.all(visitors.map((visitor, place) => picture(task, visitor, place)));
    await Promise.all(contexts.map((context) => context.close()));
    visitors.forEach((visitor) => visitor.settle());
  },
});
