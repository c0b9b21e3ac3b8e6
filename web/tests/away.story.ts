import { describe, expect } from "vitest";

import { carriedFile, device, settle } from "./harness/away";
import { asks, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";

/** A section that asks about a norm. */
const SECTION = "N13A";

/** How many carried answers of the file the service says are not confirmed. */
async function unconfirmed(token: string, id: string): Promise<number> {
  const query = "query ($id: ID!) { submission(id: $id) { unconfirmedCount } }";
  const { submission } = await asks<{ submission: { unconfirmedCount: number } }>(token, query, { id });
  return submission.unconfirmedCount;
}

const hold = (who: Visitor) => who.page.locator("section[data-carried=open] > button");

/** The texts that a section asks about, as they stand beside it, or folded above it. */
async function texts(who: Visitor): Promise<string[]> {
  const told = who.page.locator("article:has(> h4)");
  const fold = who.page.getByRole("button", { name: who.says("survey.agreedText", { count: 1 }), exact: true });
  await told.or(fold).first().waitFor();
  if (await fold.isVisible()) await fold.click();
  await told.first().waitFor();
  return told.allInnerTexts();
}

describe("a working file without a connection", () => {
  story.for([
    { tongue: "en", size: "desktop" },
    { tongue: "ar", size: "phone" },
  ] as const)(
    "can be read as it was: what was carried into it, and the texts it asks about, in $tongue on a $size",
    async ({ tongue, size }) => {
      const email = "focal-point.qnt@example.org";
      const token = await tokenOf(email);
      const id = await carriedFile(token, "QNT");
      const own = await device(tongue, size);
      let who = await own.start();
      await who.signIn(email, "/submissions");
      const survey = `/${tongue}/submissions/${id}/survey/${SECTION}`;
      const update = `/${tongue}/submissions/${id}/update`;

      // Both were open with a connection, the update first.
      await who.page.goto(update);
      await hold(who).first().waitFor();
      const sections = await hold(who).count();
      const said = await who.page.locator("section[data-carried] dd").first().innerText();
      await settle(who, id);
      await who.page.goto(survey);
      const told = await texts(who);
      await own.clear();
      await own.stop();

      who = await own.start(true);
      await who.page.goto(survey);
      expect(await texts(who)).toEqual(told);
      await who.page.getByText(who.pattern("unsent.keptTexts")).waitFor();
      expect(await who.obstacles()).toEqual([]);

      // Nobody confirms what the service does not tell them now: the page says so where the button was.
      await who.page.goto(update);
      await who.page.getByText(who.pattern("update.kept")).waitFor();
      expect(await who.page.locator("section[data-carried] dd").first().innerText()).toBe(said);
      const needs = who.the("button", "update.needsConnection");
      expect(await needs.count()).toBe(sections);
      expect(await needs.first().isDisabled()).toBe(true);
      expect(await who.the("button", "update.hold").count()).toBe(0);
      expect(await who.obstacles()).toEqual([]);
      await who.page.goto(`/${tongue}/coverage`);
      await who.the("link", "unsent.needs.toUpdate").click();
      await who.page.waitForURL(`**${update}`);
      await who.page.getByText(who.pattern("update.kept")).waitFor();

      // With a connection the page is as ever, by itself, and what is confirmed then is so without one, too.
      const before = await unconfirmed(token, id);
      await own.cut(false);
      await hold(who).first().click({ timeout: 60_000 });
      await expect.poll(() => unconfirmed(token, id), { timeout: 30_000 }).toBeLessThan(before);
      const became = who.page.locator("section[data-carried=said] > p").first();
      await expect.poll(() => became.innerText(), { timeout: 30_000 }).not.toBe(who.says("update.sending"));
      await own.cut(true);
      await who.page.reload();
      await who.page.getByText(who.pattern("update.kept")).waitFor();
      expect(await needs.count()).toBe(sections - 1);
    },
  );
});
