import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";

import { carriedFile, cited, device, documents, keeps, settle } from "./harness/away";
import { asks, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

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
      await keeps(who, ["part", "update"]);
      await settle(who, id);
      await who.page.goto(survey);
      const told = await texts(who);
      await keeps(who, ["part", "texts", SECTION]);
      await own.clear();
      await own.stop();

      who = await own.start(true);
      await who.page.goto(survey);
      expect(await texts(who)).toEqual(told);
      await who.page.getByText(who.pattern("unsent.keptTexts")).waitFor();
      expect(await who.obstacles()).toEqual([]);

      // What was carried cannot be confirmed from here, and the page says so before anybody tries.
      await new Survey(who).showAll();
      const confirms = who.the("button", "survey.confirmNeedsConnection");
      await confirms.first().waitFor();
      expect(await confirms.first().isDisabled()).toBe(true);
      for (const id of ["survey.confirm", "survey.confirmSection"] as const)
        expect(await who.the("button", id).count()).toBe(0);

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

describe("documents that are chosen without a connection", () => {
  story.for([
    { tongue: "en", size: "desktop" },
    { tongue: "ar", size: "phone" },
  ] as const)(
    "wait, each with what becomes of it, and are sent in turn, in $tongue on a $size",
    async ({ tongue, size }) => {
      const email = "focal-point.qnt@example.org";
      const token = await tokenOf(email);
      const id = await carriedFile(token, "QNT");
      const names = ["law", "plan", "decree"].map((name) => `${name}-${Date.now()}.txt`) as [string, string, string];
      const place = await documents({
        [names[0]]: 2_000,
        [names[1]]: 3_000_000,
        [names[2]]: 40_000,
        "huge.txt": 49_999_000,
      });
      const own = await device(tongue, size);
      let who = await own.start();
      await who.signIn(email, "/submissions");
      await settle(who, id);
      const survey = `/${tongue}/submissions/${id}/survey/G1`;
      await who.page.goto(survey);
      await new Survey(who).showAll();
      const code = "G1.evidence";
      const question = (): Locator => new Survey(who).question(code);
      await question().scrollIntoViewIfNeeded();
      const choose = async (name: string) => {
        const chosen = who.page.waitForEvent("filechooser");
        await question()
          .getByRole("button", { name: who.says("evidence.upload"), exact: true })
          .click();
        await (await chosen).setFiles(place(name));
      };
      const listed = () =>
        question()
          .getByRole("listitem")
          .filter({ hasText: who.says("unsent.document.waits") });

      await own.cut(true);
      for (const [at, name] of names.entries()) {
        await choose(name);
        await expect.poll(() => listed().count()).toBe(at + 1);
      }
      await listed().nth(1).getByText(names[1], { exact: true }).waitFor();
      expect(await listed().nth(1).innerText()).toMatch(tongue === "en" ? /3 MB/ : /[3\u0663]/);

      // There is an end to what a device keeps, and what is beyond it is refused at once and by its name.
      await choose("huge.txt");
      await question().getByRole("alert").getByText("huge.txt").waitFor();
      expect(await listed().count()).toBe(3);
      expect(await who.obstacles()).toEqual([]);
      await question()
        .getByRole("button", { name: who.says("unsent.document.removeNamed", { name: names[2] }), exact: true })
        .click();
      await expect.poll(() => listed().count()).toBe(2);
      await own.stop();

      // The browser is started anew, and there is still no connection.
      who = await own.start(true);
      await who.page.goto(survey);
      await new Survey(who).showAll();
      await expect.poll(() => listed().count()).toBe(2);
      expect(await cited(token, id, code)).not.toContain(names[0]);
      await who.page.goto(`/${tongue}/coverage`);
      await who.page
        .locator(".shell-unsent")
        .getByText(who.says("unsent.documents", { count: 2 }))
        .waitFor();
      await own.stop();

      who = await own.start();
      await who.page.goto(`/${tongue}/submissions/${id}/survey/GEN`);
      await expect
        .poll(async () => (await cited(token, id, code)).slice(-2), { timeout: 30_000 })
        .toEqual([names[0], names[1]]);
      await who.page.goto(survey);
      await new Survey(who).showAll();
      await question().getByText(names[1]).first().waitFor();
      expect(await listed().count()).toBe(0);
      expect(await who.page.evaluate(() => localStorage.getItem("normtrack.documents"))).toBeNull();
    },
  );
});
