import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

const EDITION = "national-implementation/1";
const ADDRESS = `/questionnaires/${encodeURIComponent(EDITION)}`;

interface Asked {
  edition: {
    questionCount: number;
    title: { content: string };
    modules: {
      sections: {
        code: string;
        title: { content: string };
        questions: { code: string; prompt: { content: string }; enabledWhen: { behaviour: "ALL" | "ANY" } | null }[];
      }[];
    }[];
  };
}

describe("a reader of questionnaires", () => {
  story.for(EVERYWHERE)(
    "finds an edition, and reads what is asked and when, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { edition } = await reader.asks<Asked>(`{
        edition(code: "${EDITION}") {
          questionCount title { content }
          modules { sections { code title { content } questions { code prompt { content } enabledWhen { behaviour } } } }
        }
      }`);
      await reader.open("/questionnaires");
      const entry = page.getByRole("listitem").filter({ hasText: EDITION });
      await entry.getByRole("link", { name: edition.title.content }).click();
      await page.getByRole("heading", { level: 1 }).getByText(edition.title.content).waitFor();
      expect(await reader.barriers()).toEqual([]);

      // A section with a question that depends on another.
      const section = edition.modules
        .flatMap(({ sections }) => sections)
        .find(({ questions }) => questions.some(({ enabledWhen }) => enabledWhen !== null))!;
      await page.getByRole("heading", { level: 3 }).getByRole("button", { name: section.title.content }).click();
      const question = section.questions.find(({ enabledWhen }) => enabledWhen !== null)!;
      const shown = page.locator(`[id="${question.code}"]`);
      await shown.filter({ hasText: question.prompt.content }).waitFor();
      await shown.getByText(reader.says(`questionnaire.asked.${question.enabledWhen!.behaviour}`)).waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
  );

  story("unfolds all of it, and goes to a section by its address", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    const { page } = reader;
    const { edition } = await reader.asks<Asked>(
      `{ edition(code: "${EDITION}") { questionCount modules { sections { code questions { code } } } } }`,
    );
    const codes = edition.modules
      .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
      .map(({ code }) => code);
    expect(codes).toHaveLength(edition.questionCount);
    const questions = page.locator("main ol > li[id]");

    const section = edition.modules[0]!.sections[0]!;
    await reader.open(`${ADDRESS}#${section.code}`);
    await questions.first().waitFor();
    expect(await questions.count()).toBe(section.questions.length);

    await reader.the("button", "questionnaire.unfold").click();
    await page.locator(`[id="${codes.at(-1)}"]`).waitFor();
    expect(await questions.evaluateAll((found) => found.map(({ id }) => id))).toEqual(codes);
    await reader.the("button", "questionnaire.fold").click();
    await questions.nth(section.questions.length).waitFor({ state: "detached" });
  });

  story("is told that there is no such edition", async ({ visitor }) => {
    const reader = await visitor("en", "phone");
    await reader.open("/questionnaires/no-such-edition%2F9");
    await reader.text("questionnaire.unknown").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});
