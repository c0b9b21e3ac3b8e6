import { describe, expect } from "vitest";

import { story } from "./harness/story";
import { Survey } from "./harness/survey";

const ROUND = "fictional-survey-2";

/** Each has a State of its own that has not begun: what they do stays done. */
const DELEGATIONS = [
  { tongue: "en", size: "desktop", state: "qmf", isKeyboardOnly: true },
  { tongue: "ar", size: "phone", state: "qmv", isKeyboardOnly: false },
  { tongue: "zh", size: "desktop", state: "qnd", isKeyboardOnly: false },
] as const;

/** What they write, in their own language. */
const WRITTEN = {
  en: {
    authority: "Ministry for Communications",
    bodies: "Two ministries and the emergency response team.",
    mine: "A national team answers requests.",
    theirs: "Requests are answered within a day.",
    later: "Written while there was no connection.",
  },
  ar: {
    authority: "وزارة الاتصالات",
    bodies: "وزارتان وفريق الاستجابة للطوارئ.",
    mine: "فريق وطني يجيب على الطلبات.",
    theirs: "يُجاب على الطلبات في غضون يوم.",
    later: "كُتب والاتصال منقطع.",
  },
  zh: {
    authority: "通信部",
    bodies: "两个部委和应急小组。",
    mine: "国家小组答复请求。",
    theirs: "请求在一天内得到答复。",
    later: "在没有连接时写下。",
  },
} as const;

describe("a delegation", () => {
  story.for(DELEGATIONS)(
    "answers, loses nothing, and files with four eyes, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, state, isKeyboardOnly }, { visitor }) => {
      const words = WRITTEN[tongue];
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const { page } = focal;
      const survey = new Survey(focal);
      const { round, partner } = await focal.asks<Record<"round" | "partner", { title: { content: string } }>>(
        `{ round(key: "${ROUND}") { title { content } } partner: state(code: "QMB") { title: name { content } } }`,
      );

      // Opens the working file.
      await focal.signIn(`focal-point.${state}@example.org`, "/submissions");
      const invitation = page.getByRole("article").filter({ hasText: round.title.content });
      const open = invitation.getByRole("button", { name: focal.says("submission.open") });
      await open.waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await focal.hand.press(open);
      await page.waitForURL("**/survey");
      await survey.question("GEN.authority").waitFor();
      const address = new URL(page.url()).pathname.replace(`/${tongue}`, "");

      // Answers all twelve kinds.
      await survey.showAll();
      await survey.write("GEN.authority", words.authority);
      await survey.fill("GEN.contact", {
        "survey.contactName": words.authority,
        "survey.contactEmail": `desk.${state}@example.org`,
      });
      await survey.fill("GEN.period_from", { "survey.day": "1", "survey.month": "03", "survey.year": "2025" });
      await survey.tick("GEN.modules", "n13", "capacity");
      await survey.choose("GEN.strategy", "yes");
      await survey.write("GEN.strategy_link", "https://example.org/strategy");
      await survey.tick("GEN.needs", "training");
      await survey.choose("GEN.needs_pass_on", "true");
      await survey.write("GEN.bodies_consulted", words.bodies);
      await survey.write("GEN.previous_year", "2023");
      await focal.text("survey.allSaved").waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await survey.go("P30");
      const partners = survey.question("P30.partners").getByRole("combobox", { name: focal.says("survey.addState") });
      await focal.hand.type(partners, partner.title.content);
      await page.getByRole("option", { name: partner.title.content, exact: true }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      // The list stays open for another State.
      await page.keyboard.press("Escape");
      await survey.question("P30.partners").getByRole("row", { name: partner.title.content }).waitFor();
      await survey.isSaved("P30.partners");
      await survey.go("END");
      await survey.choose("END.survey_ease", "4");
      await survey.go("N13A");
      await survey.choose("N13A.status", "implemented");
      const evidence = survey.question("N13A.evidence");
      await focal.hand.press(evidence.getByRole("button", { name: focal.says("evidence.addLink"), exact: true }));
      await survey.fill("N13A.evidence", {
        "survey.link": "https://example.org/law",
        "survey.evidenceTitle": words.authority,
      });

      // A document is sent, and called by its name at once: the answer cites it so.
      const choosing = page.waitForEvent("filechooser");
      await focal.hand.press(evidence.getByRole("button", { name: focal.says("evidence.upload"), exact: true }));
      const buffer = Buffer.from(`%PDF-1.7 the law of ${state}`);
      await (await choosing).setFiles({ name: "law.pdf", mimeType: "application/pdf", buffer });
      const form = evidence.getByRole("form", { name: focal.says("evidence.describe") });
      await focal.hand.type(form.getByLabel(focal.says("evidence.title"), { exact: true }), words.authority);
      await focal.hand.press(form.getByRole("button", { name: focal.says("evidence.saveDescription") }));
      await form.waitFor({ state: "hidden" });
      await survey.isSaved("N13A.evidence");
      expect(await focal.obstacles()).toEqual([]);

      // What was said to be saved is there when one comes back.
      await focal.text("survey.allSaved").waitFor();
      await page.reload();
      await survey.option("N13A.status", "implemented").and(page.locator(":checked")).waitFor({ state: "attached" });
      await evidence.getByText("law.pdf").waitFor();
      const link = evidence.getByLabel(focal.says("survey.link"), { exact: true });
      expect(await link.inputValue()).toBe("https://example.org/law");

      // A colleague writes to the same question meanwhile: both texts are shown, and one of them is chosen.
      // Whoever is in a field is not disturbed there: what is saved elsewhere comes in when they leave it untouched.
      const description = survey.question("N13A.description");
      const field = description.getByRole("textbox").first();
      await field.focus();
      const colleague = await visitor(tongue, size);
      await colleague.signIn(`focal-point.${state}@example.org`, `${address}/N13A`);
      const theirs = new Survey(colleague);
      await theirs.showAll();
      await theirs.write("N13A.description", words.theirs);
      await focal.hand.type(field, words.mine);
      const conflict = description.getByRole("group", { name: focal.says("survey.conflict.title") });
      await conflict.getByText(words.theirs, { exact: true }).waitFor();
      await conflict.getByText(words.mine, { exact: true }).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await focal.hand.press(conflict.getByRole("button", { name: focal.says("survey.conflict.keepMine") }));
      await survey.isSaved("N13A.description");

      // Without a connection it says that it is not saved, and saves by itself when the connection is back.
      focal.forgive(/ERR_INTERNET_DISCONNECTED/);
      await page.context().setOffline(true);
      await focal.hand.type(field, words.later);
      await description.getByText(focal.says("survey.trouble.unreached")).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await page.context().setOffline(false);
      await survey.isSaved("N13A.description");
      await focal.text("survey.allSaved").waitFor();

      // The focal point may look, and is told who files.
      await focal.hand.press(focal.the("link", "survey.toReview").first());
      await focal.text("submission.authorityFiles").waitFor();
      expect(await focal.the("button", "submission.fileNow").count()).toBe(0);

      // The authority decides that everybody may read it, looks, and files exactly that.
      const authority = await visitor(tongue, size, { isKeyboardOnly });
      await authority.signIn(`publishing-authority.${state}@example.org`, address.replace("/survey", "/review"));
      const review = authority.page;
      await authority.hand.press(authority.the("button", "survey.changeWhole"));
      await authority.hand.choose(review.getByRole("radio", { name: authority.says("survey.readers.public") }));
      await authority.hand.press(authority.the("button", "survey.shareSo"));
      await authority.text("submission.namesState").waitFor();
      const everybody = authority.says("survey.readers.public");
      await authority.hand.press(review.locator("main").getByRole("button", { name: everybody }));
      await review.getByText(words.later, { exact: true }).waitFor();
      expect(await authority.obstacles()).toEqual([]);
      const counted = review.locator("dl > div").filter({ hasText: authority.says("submission.wouldBeFiled") });
      const count = Number(await counted.getByRole("definition").textContent());
      expect(count).toBe(15);
      const root = await review.locator("dd code").textContent();
      expect(root).toMatch(/^[0-9a-f]{64}$/);
      await authority.hand.press(authority.the("button", "submission.fileThese", { count }));
      const sure = review.getByRole("alertdialog");
      await sure.waitFor();
      expect(await authority.barriers()).toEqual([]);
      await authority.hand.press(sure.getByRole("button", { name: authority.says("submission.fileNow") }));
      await review.waitForURL("**/filings/*");
      await review.getByRole("heading", { level: 1 }).waitFor();
      await review.getByText(root ?? "", { exact: true }).waitFor();
      const position = Number(new URL(review.url()).pathname.split("/").at(-1));
      await authority.the("heading", "submission.filingTitle", { position }).waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // Anybody reads it, and takes the proof along.
      const reader = await visitor(tongue, size);
      await reader.open(`/filings/${position}`);
      await reader.page.getByText(words.later, { exact: true }).waitFor();
      expect(await reader.page.getByText(`desk.${state}@example.org`).count()).toBe(0);
      const [extract] = await Promise.all([
        reader.page.waitForEvent("download"),
        reader.the("button", "submission.download").click(),
      ]);
      expect(extract.suggestedFilename()).toContain(String(position));
    },
  );
});
