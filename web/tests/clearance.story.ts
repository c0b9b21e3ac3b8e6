import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";

import { does, ministry, PASSWORD, tokenOf, workingFile } from "./harness/people";
import { story, type Visitor } from "./harness/story";

const ROUND = "fictional-views";

/** Each in a State that has no working file in this round. */
const DELEGATIONS = [
  { tongue: "en", size: "desktop", state: "qmb" },
  { tongue: "ar", size: "phone", state: "qme" },
  { tongue: "zh", size: "desktop", state: "qmh" },
  { tongue: "en", size: "phone", state: "qmk" },
] as const;

const WRITTEN = {
  en: {
    justice: "Ministry of Justice",
    interior: "Ministry of the Interior",
    signer: "A. Signer",
    comment: "Is this what the Act says?",
    reason: "Name the Act, and its article.",
    answer: "The Act names a national team.",
  },
  ar: {
    justice: "وزارة العدل",
    interior: "وزارة الداخلية",
    signer: "أ. الموقّع",
    comment: "هل هذا ما ينص عليه القانون؟",
    reason: "اذكروا القانون ومادته.",
    answer: "يسمّي القانون فريقاً وطنياً.",
  },
  zh: {
    justice: "司法部",
    interior: "内政部",
    signer: "甲签署",
    comment: "法律是这样规定的吗？",
    reason: "请写明法律及条款。",
    answer: "法律指定了国家小组。",
  },
} as const;

/** Chooses in a list. */
async function choose(who: Visitor, label: string, option: string) {
  await who.page.getByRole("combobox", { name: label }).selectOption({ label: option });
}

/** The checkbox of a row of the table of sections. */
function box(who: Visitor, section: string): Locator {
  return who.page.getByRole("row").filter({ hasText: section }).getByRole("checkbox");
}

describe("a delegation clears its answers", () => {
  story.for(DELEGATIONS)(
    "arranges, sends, is asked, returns, sends again and signs, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, state }, { visitor }) => {
      const words = WRITTEN[tongue];
      const code = state.toUpperCase();
      const token = await tokenOf(`focal-point.${state}@example.org`);
      const interiorSigner = `interior.${state}@example.org`;
      const interior = await ministry(token, code, words.interior, { name: words.signer, email: interiorSigner });
      const submission = await workingFile(token, code, ROUND, {
        "VA.authority": { shortText: words.justice },
        "VT.topic_a": { longText: words.answer },
      });
      const place = `/submissions/${submission}/sections`;

      // The focal point names a ministry and invites somebody who signs for it.
      const focal = await visitor(tongue, size);
      const { page } = focal;
      await focal.signIn(`focal-point.${state}@example.org`, "/team");
      await page.getByLabel(focal.says("team.newMinistry")).fill(words.justice);
      await focal.the("button", "team.nameMinistry").click();
      await page.locator("#ministries ~ ul").getByText(words.justice, { exact: true }).waitFor();
      await page.getByLabel(focal.says("session.email"), { exact: true }).fill(`justice.${state}@example.org`);
      await choose(focal, focal.says("team.role"), focal.says("session.role.clearer"));
      await choose(focal, focal.says("team.ministryOfClearer"), words.justice);
      await focal.the("button", "team.inviteNow").click();
      const link = page.getByRole("status").locator("code");
      await link.waitFor();
      expect(await focal.obstacles()).toEqual([]);
      const secret = new URL((await link.textContent()) ?? "").hash;

      const signer = await visitor(tongue, size);
      await signer.open(`/invitation${secret}`);
      await signer.page.getByLabel(signer.says("session.name"), { exact: true }).fill(words.signer);
      await signer.page.getByLabel(signer.says("session.password"), { exact: true }).fill(PASSWORD);
      await signer.the("button", "session.invitation.accept").click();
      await signer.page.waitForURL((url) => url.pathname === `/${tongue}`);

      // One path for both sections: Justice first, then Interior. Then both are sent.
      await focal.open(place);
      for (const section of ["VA", "VT"]) await focal.hand.tick(box(focal, section));
      await focal.the("button", "clearance.arrange").click();
      const dialog = page.getByRole("dialog");
      await choose(focal, focal.says("clearance.firstStep"), words.justice);
      await choose(focal, focal.says("clearance.nextStep"), words.interior);
      expect(await focal.barriers()).toEqual([]);
      await dialog.getByRole("button", { name: focal.says("clearance.arrangeNow", { count: 2 }) }).click();
      await dialog.waitFor({ state: "hidden" });
      for (const section of ["VA", "VT"]) await focal.hand.tick(box(focal, section));
      await focal.the("button", "clearance.send").click();
      await dialog.getByRole("button", { name: focal.says("clearance.sendNow", { count: 2 }) }).click();
      await dialog.waitFor({ state: "hidden" });
      await focal.the("radio", "clearance.view.withSigners", { count: 2 }).waitFor();
      expect(await focal.obstacles()).toEqual([]);

      // Whoever signs finds both waiting, and reads the packet of one.
      await signer.page.reload();
      await signer.the("heading", "clearance.waitingForYou", { count: 2 }).waitFor();
      expect(await signer.obstacles()).toEqual([]);
      await signer.page.locator(`a[href$="${place}/VT"]`).click();
      await signer.page.getByText(words.answer, { exact: true }).first().waitFor();
      expect(await signer.obstacles()).toEqual([]);

      // What is begun outlives its panel and a reload.
      const talk = signer.page.locator('[id="talk-VT.topic_a"]');
      await talk.click();
      const field = signer.page.getByLabel(signer.says("comments.new"));
      await field.fill(words.comment);
      expect(await signer.barriers()).toEqual([]);
      await signer.the("button", "comments.close").click();
      await signer.page.reload();
      await talk.click();
      await field.waitFor();
      expect(await field.inputValue()).toBe(words.comment);
      const asking = signer.page.getByRole("combobox", { name: signer.says("comments.ask") });
      await asking.fill("QM");
      const wanted = signer.page.getByRole("option", { name: /Focal/ });
      await wanted.waitFor();
      for (let step = 0; step < 10 && !(await wanted.getAttribute("data-focused")); step += 1) {
        await signer.page.keyboard.press("ArrowDown");
      }
      await signer.page.keyboard.press("Enter");
      await signer.page.getByRole("grid", { name: signer.says("comments.askedPeople") }).waitFor();
      await signer.the("button", "comments.send").click();
      await signer.the("button", "comments.settle").waitFor();
      await signer.the("button", "comments.close").click();

      // It goes back with a reason; the other one is signed.
      const name = words.justice;
      await signer.page.getByRole("button", { name: signer.says("clearance.return", { name }) }).click();
      await signer.page.getByLabel(signer.says("clearance.returnReason")).fill(words.reason);
      await signer.page.getByRole("button", { name: signer.says("clearance.returnNow", { name }) }).click();
      await signer.page.locator("blockquote").getByText(words.reason).first().waitFor();
      await signer.open(`${place}/VA`);
      await signer.page.getByRole("button", { name: signer.says("clearance.sign", { name }) }).click();
      await signer.the("heading", "clearance.youSigned").waitFor();
      expect(await signer.obstacles()).toEqual([]);

      // The focal point learns both on the first page, mends the answer and sends it again.
      await focal.open("");
      await focal.the("heading", "clearance.cameBack", { count: 1 }).waitFor();
      await page.getByText(words.reason, { exact: true }).waitFor();
      await focal.the("heading", "comments.mentions", { count: 1 }).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await page.locator('a[href$="#VT.topic_a"]').click();
      await page.getByText(words.reason, { exact: true }).waitFor();
      const question = page.locator('[id="VT.topic_a"]');
      await question.getByRole("button", { name: focal.says("comments.openCount", { count: 1 }) }).click();
      await page.getByText(words.comment, { exact: true }).waitFor();
      expect(await focal.barriers()).toEqual([]);
      await focal.the("button", "comments.settle").click();
      await focal.the("button", "comments.reopen").waitFor();
      await focal.the("button", "comments.close").click();
      await question.getByRole("textbox").first().fill(`${words.answer} ${words.reason}`);
      await question.getByText(focal.pattern("survey.savedAt")).waitFor();
      await focal.open(`/submissions/${submission}/review`);
      await focal.the("heading", "clearance.uncleared", { count: 2 }).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await focal.open(place);
      await focal.hand.tick(box(focal, "VT"));
      await focal.the("button", "clearance.send").click();
      await dialog.getByRole("button", { name: focal.says("clearance.sendNow", { count: 1 }) }).click();
      await dialog.waitFor({ state: "hidden" });

      // Both ministries sign; the second by its own program.
      await signer.open(`${place}/VT`);
      await signer.page.getByRole("button", { name: signer.says("clearance.sign", { name }) }).click();
      await signer.the("heading", "clearance.youSigned").waitFor();
      const other = await tokenOf(interiorSigner);
      for (const [section, turn] of [
        ["VA", 1],
        ["VT", 2],
      ] as const) {
        await does(other, "clearSection", { submission, section, ministry: interior, turn }, "submission { id }");
      }
      await signer.page.reload();
      await signer.text("clearance.status.cleared").waitFor();
      await focal.open(place);
      await focal.the("radio", "clearance.view.cleared", { count: 2 }).waitFor();

      // Nothing of it holds the filing up any more.
      await focal.open(`/submissions/${submission}/review`);
      await page.locator("dd code").first().waitFor();
      expect(await page.locator("#uncleared").count()).toBe(0);
    },
  );
});
