import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";

const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

/** The secret, which is shown once; nothing closes it but the word that it is kept. */
async function take(visitor: Visitor): Promise<string> {
  const { page, hand } = visitor;
  const dialog = page.getByRole("dialog");
  await visitor.the("button", "program.copySecret").waitFor();
  expect(await visitor.barriers()).toEqual([]);
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await page.keyboard.press("Escape");
  await hand.tick(page.getByRole("checkbox", { name: visitor.says("program.kept"), exact: true }));
  await hand.press(visitor.the("button", "security.codes.done"));
  await dialog.waitFor({ state: "detached" });
  return secret;
}

describe("a focal point", () => {
  story.for(PLACES)(
    "makes a webhook, tries it, gives it a new secret and ends it, in $tongue on a $size",
    { timeout: 180_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = focal;
      const address = `https://hooks.example.org/${tongue}/${size}`;
      const button = (id: Parameters<Visitor["says"]>[0]) =>
        page.getByRole("button", { name: focal.says("webhook.of", { act: focal.says(id), address }), exact: true });
      const dialog = page.getByRole("dialog");
      await focal.signIn("focal-point.qoh@example.org", "/webhooks");
      await focal.the("button", "webhook.make").waitFor();
      expect(await focal.barriers()).toEqual([]);

      // An address that leads inside is refused in words, and what was typed stays.
      await hand.press(focal.the("button", "webhook.make"));
      const field = dialog.getByLabel(focal.says("webhook.address"), { exact: true });
      await hand.type(field, "https://localhost/hook");
      await hand.press(focal.the("button", "webhook.makeNow"));
      await dialog.getByRole("alert").getByText(focal.says("webhook.notMade"), { exact: true }).waitFor();
      expect(await field.inputValue()).toBe("https://localhost/hook");
      expect(await focal.barriers()).toEqual([]);
      await hand.type(field, address);
      await hand.tick(page.getByRole("checkbox", { name: focal.says("webhook.kind.releaseMade"), exact: true }));
      await hand.press(focal.the("button", "webhook.makeNow"));
      const first = await take(focal);
      expect(first).toMatch(/^whsec_/);
      const row = page.getByRole("article", { name: address, exact: true });
      await row.getByText(focal.says("webhook.status.active"), { exact: true }).waitFor();
      expect(await focal.barriers()).toEqual([]);

      // Paused it waits, and goes on.
      await hand.press(button("webhook.pause"));
      await row.getByText(focal.says("webhook.isPaused"), { exact: true }).waitFor();
      await hand.press(button("webhook.goOn"));
      await row.getByText(focal.says("webhook.goesOn"), { exact: true }).waitFor();

      // A ping; and what happened since the first position, again.
      await hand.press(button("webhook.ping"));
      await row.getByText(focal.says("webhook.pinged"), { exact: true }).waitFor();
      await hand.press(button("webhook.replay"));
      await hand.choose(page.getByRole("radio", { name: focal.says("webhook.replayByPosition"), exact: true }));
      await hand.type(dialog.getByLabel(focal.says("submission.position"), { exact: true }), "1");
      await hand.press(focal.the("button", "webhook.replayNow"));
      await dialog.getByRole("status").filter({ hasText: /\p{L}/u }).waitFor();
      expect(await focal.barriers()).toEqual([]);
      await hand.press(focal.the("button", "security.codes.done"));
      await row.locator("summary").click();
      await expect
        .poll(async () => {
          await button("webhook.lookAgain").click();
          return row.getByText(focal.says("webhook.kind.ping"), { exact: true }).count();
        })
        .toBe(1);
      expect(await focal.barriers()).toEqual([]);

      await hand.press(button("webhook.rotate"));
      await hand.press(focal.the("button", "webhook.rotateNow"));
      expect(await take(focal)).not.toBe(first);

      await hand.press(button("webhook.end"));
      await focal.the("heading", "webhook.endTitle").waitFor();
      expect(await focal.barriers()).toEqual([]);
      await hand.press(focal.the("button", "webhook.endNow"));
      await button("webhook.end").waitFor({ state: "detached" });
      await page.locator("details:has(> article) > summary").click();
      await row.last().waitFor();
      expect(await focal.barriers()).toEqual([]);
    },
  );
});

describe("an officer of the secretariat", () => {
  story("keeps those of the secretariat, and comes to them by the menu", async ({ visitor }) => {
    const officer = await visitor("en", "desktop");
    await officer.signIn("secretariat-officer@example.org", "/register");
    await officer.page.locator(".shell-person").click();
    await officer.page.getByRole("menuitem", { name: officer.says("shell.webhooks"), exact: true }).click();
    await officer.text("security.secretariat").waitFor();
    await officer.text("webhook.none").waitFor();
    expect(await officer.barriers()).toEqual([]);
  });
});

describe("somebody who keeps none", () => {
  story("is told who does", async ({ visitor }) => {
    const other = await visitor("en", "desktop");
    await other.signIn("publishing-authority.qmd@example.org", "/webhooks");
    await other.text("webhook.mayNot").waitFor();
    expect(await other.barriers()).toEqual([]);
  });
});
