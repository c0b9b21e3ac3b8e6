import { randomUUID } from "node:crypto";

import { describe, expect } from "vitest";

import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

const QUESTION = "GEN.bodies_consulted";
const MERGERS = [
  {
    tongue: "en",
    size: "desktop",
    stands: "Requests are answered within a day.",
    late: "Requests from abroad are answered within two days.",
    third: "Requests from abroad are answered within a day.",
  },
  {
    tongue: "ar",
    size: "phone",
    stands: "يُجاب على الطلبات في غضون يوم.",
    late: "يُجاب على الطلبات الواردة في غضون يومين.",
    third: "يُجاب على الطلبات الواردة في غضون يوم.",
  },
  {
    tongue: "zh",
    size: "desktop",
    stands: "请求在一天内得到答复。",
    late: "来自国外的请求在两天内得到答复。",
    third: "来自国外的请求在一天内得到答复。",
  },
] as const;

interface Stored {
  submission: { answer: { revision: number; content: { value: { text: string } }; unmerged: { id: string }[] } | null };
}

/** What the service holds of an answer. */
const stored = (who: Visitor, id: string, question: string) =>
  who.asksSignedIn<Stored>(
    `query ($id: ID!, $question: String!) { submission(id: $id) { answer(question: $question) {
      revision content { value { ... on TextValue { text } } } unmerged { id }
    } } }`,
    { id, question },
  );

/** Two people save on the same revision: the second text waits. */
async function overtake(who: Visitor, id: string, question: string, ...texts: string[]) {
  const basedOn = (await stored(who, id, question)).submission.answer?.revision ?? 0;
  for (const longText of texts) {
    const answers = [{ question, basedOn, key: randomUUID(), answer: { longText } }];
    await who.asksSignedIn(
      "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }",
      { input: { submission: id, answers } },
    );
  }
}

describe("a delegation with texts that wait to be merged", () => {
  story.for(MERGERS)(
    "finds them, sees what differs, and lets one stand or a third, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size, ...texts }, { visitor }) => {
      const question = QUESTION;
      const focal = await visitor(tongue, size);
      const { page } = focal;
      await focal.signIn("focal-point.qmd@example.org", "/submissions");
      const { submissions } = await focal.asksSignedIn<{ submissions: { id: string; round: { key: string } }[] }>(
        "{ submissions { id round { key } } }",
      );
      const id = submissions.find(({ round }) => round.key === "fictional-survey-2")?.id ?? "";
      await overtake(focal, id, question, texts.stands, texts.late);

      // The whole file says so, and leads there.
      await focal.open(`/submissions/${id}/survey`);
      const list = focal.the("button", "survey.merge.list", { count: 1 });
      await list.click();
      expect(await focal.barriers()).toEqual([]);
      await page.locator(`a[href$="#${question}"]`).click();
      const survey = new Survey(focal);
      const panel = survey
        .question(question)
        .getByRole("group", { name: focal.says("survey.merge.title", { count: 1 }), exact: true });
      await panel.waitFor();

      // Side by side, with what came and what went marked for eyes and for screen readers.
      await panel.getByText(texts.stands, { exact: true }).waitFor();
      expect(await panel.locator("ins").count()).toBeGreaterThan(0);
      expect(await panel.locator("ins").first().textContent()).toContain(focal.says("shell.run.inserted"));
      expect(await panel.locator("del").count()).toBeGreaterThan(0);
      expect(await focal.barriers()).toEqual([]);

      // A third text, written from what stands, in one act.
      await panel.getByRole("button", { name: focal.says("survey.merge.writeThird") }).click();
      const third = panel.getByRole("textbox");
      expect(await third.inputValue()).toBe(texts.stands);
      await third.fill(texts.third);
      expect(await focal.barriers()).toEqual([]);
      await panel.getByRole("button", { name: focal.says("survey.merge.takeThird") }).click();
      await panel.waitFor({ state: "detached" });
      const field = survey.question(question).getByRole("textbox").first();
      expect(await field.inputValue()).toBe(texts.third);
      const after = (await stored(focal, id, question)).submission.answer;
      expect(after?.content.value.text).toBe(texts.third);
      expect(after?.unmerged).toEqual([]);

      // Once more, and the one that came too late stands. What is typed afterwards goes on from it.
      await overtake(focal, id, question, texts.stands, texts.late);
      await page.reload();
      await panel.getByRole("button", { name: focal.says("survey.merge.takeThis") }).click();
      await panel.waitFor({ state: "detached" });
      expect(await field.inputValue()).toBe(texts.late);
      await survey.write(question, texts.third);
      await focal.text("survey.allSaved").waitFor();
      expect((await stored(focal, id, question)).submission.answer?.content.value.text).toBe(texts.third);
    },
  );

  story("need not decide twice: what was written too late is merged with what somebody chose", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qmd@example.org", "/submissions");
    const { submissions } = await focal.asksSignedIn<{ submissions: { id: string; round: { key: string } }[] }>(
      "{ submissions { id round { key } } }",
    );
    const id = submissions.find(({ round }) => round.key === "fictional-survey-2")?.id ?? "";
    const code = "N13D.description";
    await focal.open(`/submissions/${id}/survey/N13D#${code}`);
    const survey = new Survey(focal);
    const field = survey.question(code).getByRole("textbox").first();
    await field.waitFor();
    await overtake(focal, id, code, "Saved by somebody else.");
    await field.fill("Written meanwhile.");
    await survey
      .question(code)
      .getByRole("button", { name: focal.says("survey.conflict.keepMine") })
      .click();
    await survey.isSaved(code);
    await expect.poll(async () => (await stored(focal, id, code)).submission.answer?.unmerged).toEqual([]);
    // The merge made a revision, and the next save is based on it.
    await survey.write(code, "Written afterwards.");
    await focal.text("survey.allSaved").waitFor();
    const after = (await stored(focal, id, code)).submission.answer;
    expect(after?.content.value.text).toBe("Written afterwards.");
    expect(after?.unmerged).toEqual([]);
  });
});
