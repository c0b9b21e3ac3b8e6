import { describe, expect } from "vitest";

import { carriedFile } from "./harness/away";
import { asks, does, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";
import { Wire } from "./harness/wire";

/** What an update may take in which nothing is changed. */
const REQUESTS = 40;
const KB = 1000;
const BYTES = 300 * KB;
/** On the slowest connection. */
const SLOWLY = 120_000;

/** Somebody who has nothing yet but the session: every file and every answer comes over the wire. */
async function withoutCache(
  visitor: (...args: [Visitor["tongue"], Visitor["size"], { isKeyboardOnly?: boolean }?]) => Promise<Visitor>,
  known: Visitor,
  isKeyboardOnly: boolean,
): Promise<Visitor> {
  const fresh = await visitor(known.tongue, known.size, { isKeyboardOnly });
  await fresh.page.context().addCookies(await known.page.context().cookies());
  return fresh;
}

const sections = (who: Visitor) => who.page.locator("section[data-carried]");
const open = (who: Visitor) => who.page.locator("section[data-carried=open]");
const hold = (who: Visitor) => open(who).first().locator("> button");

/** How many carried answers of the file the service says are not confirmed. */
async function unconfirmed(token: string, id: string): Promise<number> {
  const query = "query ($id: ID!) { submission(id: $id) { unconfirmedCount } }";
  const { submission } = await asks<{ submission: { unconfirmedCount: number } }>(token, query, { id });
  return submission.unconfirmedCount;
}

/** Says of one section after the other that it holds, and waits until the service has confirmed them all. */
async function confirmAll(who: Visitor, timeout: number) {
  const all = await open(who).count();
  for (let left = all; left > 0; left -= 1) {
    await who.hand.press(hold(who));
    await expect.poll(() => open(who).count(), { timeout }).toBe(left - 1);
  }
  await who.text("update.leftAnswers", { count: 0 }).waitFor({ timeout });
}

describe("an update in which nothing has changed", () => {
  story.for([
    { tongue: "en", state: "qmn", isKeyboardOnly: true, isSlow: false },
    { tongue: "zh", state: "qob", isKeyboardOnly: false, isSlow: true },
  ] as const)(
    "takes few requests and few bytes, in $tongue, by keyboard: $isKeyboardOnly, on a slow connection: $isSlow",
    { timeout: 600_000 },
    async ({ tongue, state, isKeyboardOnly, isSlow }, { visitor }) => {
      const token = await tokenOf(`focal-point.${state}@example.org`);
      const id = await carriedFile(token, state);
      const known = await visitor(tongue, "desktop");
      await known.signIn(`focal-point.${state}@example.org`, "/submissions");
      expect(await unconfirmed(token, id)).toBeGreaterThan(300);
      await known.open(`/submissions/${id}/update`);
      await hold(known).waitFor();
      expect(await known.obstacles()).toEqual([]);
      // From here on the session is the other one's: of two that went on with it, the service would end both.
      const focal = await withoutCache(visitor, known, isKeyboardOnly);

      const wire = await Wire.of(focal);
      if (isSlow) await wire.slow();
      const timeout = isSlow ? SLOWLY : 30_000;
      focal.page.context().setDefaultTimeout(timeout);
      const begun = Date.now();
      await focal.open(`/submissions/${id}/update`);
      await hold(focal).waitFor();
      const shown = Date.now();
      // Past the menus, as whoever has no pointer goes.
      if (isKeyboardOnly) await focal.hand.press(focal.the("link", "shell.skip"));
      expect(await sections(focal).count()).toBe(35);
      await confirmAll(focal, timeout);
      const done = Date.now();

      const { requests, bytes, rows } = wire.sum();
      const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(0);
      console.log(
        `update of an unchanged State, ${tongue}${isSlow ? ", 64 kbit/s and 600 ms" : ""}: ${requests} requests of ` +
          `${REQUESTS}, ${(bytes / KB).toFixed(0)} kB of ${BYTES / KB} there and back; ` +
          `shown after ${seconds(begun, shown)} s, confirmed ${seconds(shown, done)} s later`,
      );
      for (const { address, bytes: size } of rows.toSorted((one, other) => other.bytes - one.bytes)) {
        const [, operation = ""] = /operationName=(\w+)/.exec(address.search) ?? [];
        console.log(`  ${(size / KB).toFixed(1).padStart(6)} kB  ${address.pathname} ${operation}`);
      }
      expect(requests).toBeLessThanOrEqual(REQUESTS);
      expect(bytes).toBeLessThanOrEqual(BYTES);
      expect(await unconfirmed(token, id)).toBe(0);

      // The way to the register is open, and the list of files offers no update any more.
      if (isSlow) return;
      await focal.the("link", "submission.review").waitFor();
      await focal.open("/submissions");
      await focal.the("link", "submission.continue").first().waitFor();
      expect(await focal.page.locator(`a[href*="${id}/update"]`).count()).toBe(0);
    },
  );
});

// One after the other in one file, which holds what was drafted in the first survey and never filed.
story.for([
  { tongue: "en", state: "qnl" },
  { tongue: "ar", state: "qnl" },
] as const)(
  "an update keeps nobody out, and loses nothing with the connection, in $tongue",
  { timeout: 240_000 },
  async ({ tongue, state }, { visitor }) => {
    const token = await tokenOf(`focal-point.${state}@example.org`);
    const id = await carriedFile(token, state);
    const focal = await visitor(tongue, "phone");
    const { page } = focal;
    await focal.signIn(`focal-point.${state}@example.org`, "/submissions");
    const count = await unconfirmed(token, id);
    await focal.hand.press(focal.the("link", "submission.update", { count }));
    await hold(focal).waitFor();
    await focal.page.getByText(focal.pattern("update.progress")).waitFor();
    expect(await focal.obstacles()).toEqual([]);

    // The first section goes at once, and the reader is at the next one.
    const code = await open(focal).first().getAttribute("aria-labelledby");
    await focal.hand.press(hold(focal));
    const first = page.locator(`section[aria-labelledby="${code}"]`);
    await expect.poll(() => unconfirmed(token, id)).toBeLessThan(count);
    const focused = await page.evaluate(() => document.activeElement?.closest("section")?.dataset["carried"]);
    expect(focused).toBe("open");

    // Without a connection nothing is said to be confirmed, and nothing is lost.
    const left = await unconfirmed(token, id);
    focal.forgive(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await focal.hand.press(hold(focal));
    await focal.hand.press(hold(focal));
    await page.getByRole("alert").getByText(focal.says("update.trouble.unreached")).waitFor();
    expect(await focal.obstacles()).toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(() => unconfirmed(token, id), { timeout: 15_000 }).toBeLessThan(left);
    await page.getByText(focal.says("update.trouble.unreached")).waitFor({ state: "hidden" });

    // Who says the same twice has said it once.
    const section = (await first.getAttribute("aria-labelledby"))?.replace("section-", "");
    const again = await does<{ confirmed: string[] }>(
      token,
      "confirmSection",
      { submission: id, section },
      "confirmed",
    );
    expect(again.confirmed).toEqual([]);

    // What does not hold is changed in the survey, where its question is.
    const question = open(focal).first().locator("dt a").first();
    const href = await question.getAttribute("href");
    await focal.hand.press(question);
    await page.waitForURL(`**${href}`);
    await page.locator(`[id="${href?.split("#")[1]}"]`).waitFor();
    await focal.the("link", "submission.update", { count: await unconfirmed(token, id) }).waitFor();
  },
);
