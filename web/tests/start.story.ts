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
