import { beforeAll, describe, expect } from "vitest";

import { asks, does, tokenOf, workingFile } from "./harness/people";
import { EVERYWHERE, story } from "./harness/story";

// Each of these has filed the national survey, in the language given, and has no working file for the views.
const REPLIES = [
  { tongue: "en", size: "phone", state: "QMN", language: "ZH" },
  { tongue: "en", size: "desktop", state: "QMT", language: "ZH" },
  { tongue: "ar", size: "phone", state: "QNX", language: "ZH" },
  { tongue: "ar", size: "desktop", state: "QNO", language: "RU" },
  { tongue: "zh", size: "phone", state: "QNR", language: "ZH" },
  { tongue: "zh", size: "desktop", state: "QNI", language: "RU" },
] as const;

/** The working file of a State for the views, opened in a language. */
async function views(state: string, language: string, focal: string): Promise<string> {
  const { round } = await asks<{ round: { id: string } }>(focal, '{ round(key: "fictional-views") { id } }');
  const input = { round: round.id, state, language };
  const opened = await does<{ submission: { id: string } }>(focal, "openSubmission", input, "submission { id }");
  return opened.submission.id;
}

describe("the focal point of a State that has answered the survey", () => {
  story.for(REPLIES)(
    "takes up a reply heading by heading, in $tongue on a $size",
    { timeout: 180_000 },
    async ({ tongue, size, state, language }, { visitor }) => {
      const email = `focal-point.${state.toLowerCase()}@example.org`;
      const token = await tokenOf(email);
      const id = await views(state, language, token);
      // Something is said already under the last heading.
      const saved = [{ question: "VT.topic_d", basedOn: 0, answer: { longText: "Our own words." } }];
      await does(token, "saveAnswers", { submission: id, answers: saved }, "results { outcome }");

      const focal = await visitor(tongue, size, { isKeyboardOnly: size === "desktop" });
      const { page, hand } = focal;
      await focal.signIn(email, `/submissions/${id}/survey`);
      await hand.press(focal.the("link", "survey.draftReply"));
      await focal.the("heading", "reply.title").waitFor();
      const free = page.getByRole("checkbox", { name: focal.says("reply.take"), exact: true });
      const beside = page.getByRole("checkbox", { name: focal.says("reply.offer"), exact: true });
      await free.first().waitFor();
      expect([await free.count(), await beside.count()]).toEqual([3, 1]);
      expect(await focal.the("button", "reply.takeUpThese", { count: 0 }).isDisabled()).toBe(true);
      expect(await focal.barriers()).toEqual([]);

      await hand.tick(free.first());
      await hand.tick(beside);
      await hand.press(focal.the("button", "reply.takeUpThese", { count: 2 }));
      await focal.text("reply.stored", { count: 1 }).waitFor();
      await focal.text("reply.offered", { count: 1 }).waitFor();
      await focal.text("reply.place.stands").waitFor();
      await focal.text("reply.place.waiting").waitFor();
      expect([await free.count(), await beside.count()]).toEqual([2, 0]);
      expect(await focal.barriers()).toEqual([]);

      // What was said stands as it was; the rest waits for somebody to confirm or merge it.
      const { submission } = await asks<{
        submission: Record<"a" | "b" | "d", { isConfirmed: boolean; unmerged: object[] } | null>;
      }>(
        token,
        `query ($id: ID!) { submission(id: $id) {
          a: answer(question: "VT.topic_a") { ...One } b: answer(question: "VT.topic_b") { ...One }
          d: answer(question: "VT.topic_d") { ...One } } }
        fragment One on Answer { isConfirmed unmerged { id } }`,
        { id },
      );
      expect(submission.a).toEqual({ isConfirmed: false, unmerged: [] });
      expect(submission.b).toBeNull();
      expect([submission.d?.isConfirmed, submission.d?.unmerged.length]).toEqual([true, 1]);

      // The way to the text that stands now.
      await hand.press(page.locator('[role=status] a[href$="#VT.topic_a"]'));
      await page.waitForURL(/survey\/VT#VT\.topic_a$/);
    },
  );

  story("is told what has no text in the language of the reply", async ({ visitor }) => {
    const email = "focal-point.qnc@example.org";
    const id = await views("QNC", "FR", await tokenOf(email));
    const focal = await visitor("en", "desktop");
    await focal.signIn(email, `/submissions/${id}/reply`);
    await focal.page
      .getByText(/left out, because (it has|they have) no text in Français/)
      .first()
      .waitFor();
    expect(await focal.barriers()).toEqual([]);
  });
});

describe("a reader of a filing", () => {
  story.for(EVERYWHERE)(
    "sees it from another instrument, with relations and badges, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page, hand } = reader;
      const { filing } = await reader.asks<{
        filing: { instrumentView: { provisionCount: number; provisions: { provision: { code: string } }[] } };
      }>(
        '{ filing(position: 57) { instrumentView(instrument: "A-C1-73-L27") { provisionCount provisions { provision { code } } } } }',
      );
      const { provisionCount, provisions } = filing.instrumentView;
      await reader.open("/filings/57");
      await hand.press(reader.the("button", "submission.byInstrument"));
      const list = page.getByRole("combobox", { name: reader.says("provisions.instrument") });
      await hand.pick(list, "A-C1-73-L27");
      await reader.text("reply.viewCount", { shown: provisions.length, count: provisionCount }).waitFor();
      const articles = page.getByRole("article");
      expect(await articles.count()).toBe(provisions.length);
      // Each provision of a text that was not adopted has its badge, and each answer the relation by which it is here.
      const badge = reader.says("shell.adoption.draft");
      expect(await articles.first().getByText(badge, { exact: true }).count()).toBeGreaterThan(0);
      await reader.text("provisions.reading.restates").first().waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
  );
});

/** A position on a circulated text, and an answer on a draft that restates it, which do not agree. */
const SAID = {
  code: { "CFA.position": { singleChoice: { option: "follows" } } },
  further: { "NL01.status": { silence: "NOT_APPLICABLE" } },
};

describe("somebody who reads everything that their State says", () => {
  const rounds = { code: `code-${Date.now()}`, further: `further-${Date.now()}` };

  beforeAll(async () => {
    const officer = await tokenOf("secretariat-officer@example.org");
    const title = [{ language: "EN", content: "A round" }];
    const own = { edition: "code-of-conduct-subscription/1", mandate: {} };
    const invited = { mandate: { provision: "A-RES-69-28/3" }, closesOn: "2999-12-31", invited: ["QNF"] };
    const further = { edition: "further-provisions/1", ...invited };
    await does(officer, "openRound", { key: rounds.code, title, ...own }, "round { id }");
    await does(officer, "openRound", { key: rounds.further, title, ...further }, "round { id }");
    const focal = await tokenOf("focal-point.qnf@example.org");
    await workingFile(focal, "QNF", rounds.code, SAID.code);
    await workingFile(focal, "QNF", rounds.further, SAID.further);
  });

  story.for(EVERYWHERE)(
    "finds answers that do not agree, and mends one, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const focal = await visitor(tongue, size);
      const { page } = focal;
      await focal.signIn("focal-point.qnf@example.org", "/submissions");
      await focal.the("link", "submission.contradictions").click();
      await focal.text("reply.contradictionCount", { count: 1 }).waitFor();
      const found = page.getByRole("article", { name: focal.says("reply.contradiction.silence"), exact: true });
      await found.getByText(focal.says("survey.silence.notApplicable"), { exact: true }).waitFor();
      await found.getByText(focal.says("provisions.reading.restates"), { exact: true }).waitFor();
      await found.getByText(focal.says("shell.adoption.circulated"), { exact: true }).first().waitFor();
      expect(await focal.barriers()).toEqual([]);
      await focal.the("link", "reply.mendThis", { question: "NL01.status" }).click();
      await page.waitForURL(/survey\/NL01#NL01\.status$/);
      await page.locator('[id="NL01.status"]').waitFor();
    },
  );

  story("is the only one who is shown them", async ({ visitor }) => {
    const contributor = await visitor("en", "desktop");
    await contributor.signIn("contributor.qnf@example.org", "/contradictions");
    await contributor.text("reply.notWhole").waitFor();
    expect(await contributor.barriers()).toEqual([]);
  });
});
