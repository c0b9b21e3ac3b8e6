import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type BrowserContext } from "playwright-core";

import type { Tongue } from "../../src/i18n/language";
import { house } from "./house";
import { SIZES, type Size, Visitor } from "./story";

/** A device of one person, with a browser that can be closed and started again and finds what it kept. */
export class Device {
  private context: BrowserContext | null = null;

  private constructor(
    private readonly folder: string,
    private readonly tongue: Tongue,
    private readonly size: Size,
    private readonly address: string,
  ) {}

  static async of(tongue: Tongue, size: Size, address = house().server): Promise<Device> {
    return new Device(await mkdtemp(join(tmpdir(), "normtrack-device-")), tongue, size, address);
  }

  /** Starts the browser, with or without a connection. */
  async start(isOffline = false): Promise<Visitor> {
    const context = await chromium.launchPersistentContext(this.folder, {
      executablePath: process.env["NORMTRACK_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
      baseURL: this.address,
      locale: this.tongue,
      viewport: SIZES[this.size],
      hasTouch: this.size === "phone",
      isMobile: this.size === "phone",
      reducedMotion: "reduce",
      colorScheme: "light",
      offline: isOffline,
    });
    context.setDefaultTimeout(15_000);
    this.context = context;
    return this.visitor(context.pages()[0] ?? (await context.newPage()));
  }

  /** A new tab. */
  async tab(): Promise<Visitor> {
    return this.visitor(await this.browser.newPage());
  }

  /** The tabs that are open. */
  get browser(): BrowserContext {
    if (this.context === null) throw new Error("the browser is not started");
    return this.context;
  }

  /** The network is cut, or back. */
  async cut(isCut: boolean) {
    await this.browser.setOffline(isCut);
  }

  /** The browser has thrown away what it fetched; what a site keeps there stays. */
  async clear() {
    const page = this.browser.pages()[0] ?? (await this.browser.newPage());
    const session = await this.browser.newCDPSession(page);
    await session.send("Network.clearBrowserCache");
    await session.detach();
  }

  /** Ends the browser with all that it shows. */
  async stop() {
    await this.context?.close();
    this.context = null;
  }

  async erase() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private visitor(page: Visitor["page"]): Visitor {
    return new Visitor(page, this.tongue, this.size, false);
  }
}
