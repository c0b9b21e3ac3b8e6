import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";

import { directionOf, OWN_NAMES } from "../src/i18n/language";
import { EVERYWHERE, story } from "./harness/story";

describe("the start page", () => {
  story.for(EVERYWHERE)("explains the register in $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    const reader = await visitor(tongue, size);
    await reader.open("/");
    await reader.the("heading", "start.title").waitFor();
    await reader.the("heading", "start.latest").waitFor();
    await reader.text("shell.demonstration").waitFor();
    expect(await reader.page.locator("html").getAttribute("lang")).toBe(tongue);
    expect(await reader.page.locator("html").getAttribute("dir")).toBe(directionOf(tongue));
    expect(await reader.page.title()).toContain(reader.says("start.title"));
    expect(await reader.barriers()).toEqual([]);
  });

  story("is as readable in the dark", async ({ visitor }) => {
    const reader = await visitor("en", "desktop", { colorScheme: "dark" });
    await reader.open("/");
    await reader.the("heading", "start.latest").waitFor();
    await reader.text("shell.demonstration").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });

  story("opens in the language of the browser", async ({ visitor }) => {
    const reader = await visitor("zh", "desktop");
    await reader.page.goto("/");
    await reader.the("heading", "start.title").waitFor();
    expect(new URL(reader.page.url()).pathname).toBe("/zh");
  });
});

describe("the frame in the page itself", () => {
  /** The name of the product, and what stands around it: below the line of a demonstration, which has its room from the first. */
  const seen = (product: Locator) =>
    product.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(element);
      return {
        place: [x, y, width, height].map(Math.round),
        drawn: element.innerHTML.replaceAll(/>\s+</g, "><").trim(),
        letters: [color, fontFamily, fontSize, fontWeight],
        paper: getComputedStyle(document.documentElement).backgroundColor,
        page: [document.documentElement.lang, document.documentElement.dir],
      };
    });

  const looks = [
    ...EVERYWHERE.map((where) => ({ ...where, colorScheme: "light" as const, theme: "system" })),
    { tongue: "en", size: "desktop", colorScheme: "dark", theme: "system" },
    { tongue: "ar", size: "phone", colorScheme: "light", theme: "dark" },
  ] as const;

  story.for(looks)(
    "is the console's before there is a console, in $tongue on a $size, $colorScheme, chosen $theme",
    async ({ tongue, size, colorScheme, theme }, { visitor }) => {
      const reader = await visitor(tongue, size, { colorScheme });
      await reader.page.addInitScript((name) => localStorage.setItem("normtrack.theme", name), theme);
      let arrive = () => {};
      const held = new Promise<void>((done) => (arrive = done));
      await reader.page.route(/\/console-[^/]*\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await reader.page.goto(`/${tongue}`, { waitUntil: "commit" });
      const frame = reader.page.locator(".shell-frame");
      await frame.getByText("Normtrack").waitFor();
      // Who listens hears the page when there is one.
      expect(await reader.page.locator("body").ariaSnapshot()).toBe("");
      await expect.poll(() => reader.page.locator("html").getAttribute("lang")).toBe(tongue);
      const before = await seen(frame.locator(".shell-product"));

      arrive();
      await reader.the("heading", "start.latest").waitFor();
      expect(await frame.isVisible()).toBe(false);
      await reader.text("shell.demonstration").waitFor();
      expect(before).toEqual(await seen(reader.page.getByRole("banner").locator(".shell-product")));
    },
  );
});

describe("the language switch", () => {
  story.for([
    { tongue: "en", size: "desktop" },
    { tongue: "ar", size: "phone" },
    { tongue: "zh", size: "phone" },
  ] as const)("keeps the place, from $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    const reader = await visitor(tongue, size);
    await reader.open("/sign-in?next=%2Fen%2Fprovisions");
    await reader.the("heading", "session.signIn").waitFor();
    const other = tongue === "ar" ? "fr" : "ar";
    await reader.unfoldMenu();
    const switcher = `${reader.says("shell.language")}: ${OWN_NAMES[tongue]}`;
    await reader.page.getByRole("button", { name: switcher, exact: true }).click();
    await reader.page.getByRole("menuitemradio", { name: OWN_NAMES[other] }).waitFor();
    expect(await reader.barriers()).toEqual([]);
    await reader.page.getByRole("menuitemradio", { name: OWN_NAMES[other] }).click();
    await reader.page.waitForURL(`**/${other}/sign-in?next=%2Fen%2Fprovisions`);
    await expect.poll(() => reader.page.locator("html").getAttribute("dir")).toBe(directionOf(other));
  });
});
