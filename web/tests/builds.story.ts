import { describe, expect, onTestFinished } from "vitest";

import type { Tongue } from "../src/i18n/language";
import { AUTHORITY, BODIES, device, field, held, opened, settle } from "./harness/away";
import { Front } from "./harness/front";
import { tokenOf } from "./harness/people";
import { type Size, story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

/** Somebody whose survey is open on a device that finds the service behind a front. */
async function behind(state: string, tongue: Tongue, size: Size) {
  const email = `focal-point.${state.toLowerCase()}@example.org`;
  const token = await tokenOf(email);
  const id = await opened(token);
  const front = await Front.of();
  onTestFinished(() => front.stop());
  const own = await device(tongue, size, front.address);
  const who = await own.start();
  await who.signIn(email, "/submissions");
  await settle(who, id);
  return { token, id, front, own, who, survey: `/${tongue}/submissions/${id}/survey/GEN` };
}

/** Which build the page is of, by the file of its program. */
function builtAs({ page }: Visitor): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src*="/assets/console-"]')!.src);
}

/** The names of the builds that the device keeps. */
const keeps = ({ page }: Visitor) => page.evaluate(() => caches.keys());

describe("a new build", () => {
  story.for([
    { tongue: "en", size: "desktop", state: "QNZ", texts: ["The authority of then.", "Bodies of now."] },
    { tongue: "ar", size: "phone", state: "QNY", texts: ["السلطة آنذاك.", "الهيئات الآن."] },
  ] as const)(
    "is there at the next visit with what was typed before, and without a connection too, in $tongue on a $size",
    async ({ tongue, size, state, texts }) => {
      const [first, second] = texts.map((text) => `${text} ${Date.now()}`) as [string, string];
      const { token, id, front, own, who: before, survey } = await behind(state, tongue, size);
      const old = await builtAs(before);
      const [oldCache] = await keeps(before);
      await own.cut(true);
      await field(before, AUTHORITY).fill(first);
      await before.page.getByText(before.says("unsent.later")).waitFor();
      await own.stop();

      // Meanwhile the console is another one, of which no file has the name of one before.
      front.serves = "other";
      let who = await own.start();
      await who.page.goto(`/${tongue}/submissions`);
      await who.the("heading", "submission.title").waitFor();
      expect(await builtAs(who)).not.toBe(old);
      await expect.poll(async () => (await held(token, id)).text(AUTHORITY)).toBe(first);
      // It keeps itself on the device while the one before is still there, and nobody has opened the survey with it.
      const waiting = () =>
        who.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
      await expect.poll(waiting, { timeout: 30_000 }).toBe("installed");
      expect((await keeps(who)).filter((name) => name !== oldCache)).toHaveLength(1);
      who.settle();
      // What browsers keep besides is theirs to throw away.
      await own.clear();
      await own.stop();

      // Started anew, there is no connection: the newer one stands alone.
      who = await own.start(true);
      who.forgive(/net::ERR_INTERNET_DISCONNECTED/);
      await who.page.goto(survey);
      await expect.poll(() => field(who, AUTHORITY).inputValue()).toBe(first);
      expect(await builtAs(who)).not.toBe(old);
      await new Survey(who).showAll();
      await field(who, BODIES).fill(second);
      await who.page.getByText(who.says("unsent.later")).waitFor();
      expect(await keeps(who)).not.toContain(oldCache);
      await own.stop();

      who = await own.start();
      await who.page.goto(survey);
      await expect.poll(async () => (await held(token, id)).text(BODIES)).toBe(second);
      expect((await held(token, id)).unmerged).toBe(0);
      expect(front.missed).toEqual([]);
      who.settle();
    },
  );

  story.for(["page", "language"] as const)(
    "takes over from a page that is still open, which goes on saving, where another %s is wanted",
    async (wanted) => {
      const { token, id, front, own, who } = await behind("QNV", "en", "desktop");
      const old = await builtAs(who);
      await own.cut(true);
      const text = `Typed into the page before, ${Date.now()}`;
      await field(who, AUTHORITY).fill(text);
      await who.page.getByText(who.says("unsent.later")).waitFor();
      front.serves = "other";
      await own.cut(false);

      // The page that is open has all it needs to send it.
      await expect.poll(async () => (await held(token, id)).text(AUTHORITY), { timeout: 30_000 }).toBe(text);
      expect(await builtAs(who)).toBe(old);
      expect(front.missed).toEqual([]);

      // What else its build had is gone: whoever wants it has it from the newer one, without doing anything.
      if (wanted === "page") {
        await who.page.locator('a[href="/en/provisions"]').first().click();
        await who.the("heading", "provisions.title").waitFor();
      } else {
        await who.page.getByRole("button", { name: `${who.says("shell.language")}: English` }).click();
        await who.page.getByRole("menuitemradio", { name: "Français" }).click();
        await who.page.waitForURL("**/fr/**");
        await expect.poll(() => who.page.locator("html").getAttribute("lang")).toBe("fr");
        await field(who, AUTHORITY).waitFor();
      }
      expect(front.missed).not.toEqual([]);
      expect(await builtAs(who)).not.toBe(old);
      await who.page.goto(`/en/submissions/${id}/survey/GEN`);
      await expect.poll(() => field(who, AUTHORITY).inputValue()).toBe(text);
      expect((await held(token, id)).unmerged).toBe(0);
    },
  );

  story("that is being put in place is not in the way of the one on the device", async () => {
    const { token, id, front, own, who: before, survey } = await behind("QNH", "en", "desktop");
    const old = await builtAs(before);
    await own.stop();

    front.serves = "none";
    const who = await own.start();
    const text = `Typed while the server was replaced, ${Date.now()}`;
    await who.page.goto(survey);
    await field(who, AUTHORITY).fill(text);
    await who.page.getByText(who.pattern("unsent.keptFile")).waitFor();
    expect(await builtAs(who)).toBe(old);

    front.serves = "other";
    await expect.poll(async () => (await held(token, id)).text(AUTHORITY), { timeout: 30_000 }).toBe(text);
    await who.page.reload();
    await expect.poll(() => field(who, AUTHORITY).inputValue()).toBe(text);
    expect(await builtAs(who)).not.toBe(old);
    expect((await held(token, id)).unmerged).toBe(0);
  });
});
