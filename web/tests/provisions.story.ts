import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

const CODE = "A-70-174/13.c";

interface Answer {
  provision: {
    title: { content: string };
    relations: { provision: { code: string; title: { content: string } | null } | null }[];
    questions: { code: string }[];
  };
  round: { title: { content: string } };
}

describe("a reader of provisions", () => {
  story.for(EVERYWHERE)(
    "finds one, and sees what it is related to and who asks about it, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { provision, round } = await reader.asks<Answer>(
        `query ($code: String!) {
          provision(code: $code) {
            title { content }
            relations { provision { code title { content } } }
            questions { code }
          }
          round(key: "fictional-survey-1") { title { content } }
        }`,
        { code: CODE },
      );

      await reader.open("/");
      await reader.the("heading", "start.title").waitFor();
      await reader.unfoldMenu();
      await page
        .getByRole("navigation")
        .getByRole("link", { name: reader.says("shell.nav.provisions") })
        .click();
      await reader.the("heading", "provisions.title").waitFor();

      await reader.the("searchbox", "provisions.words").fill(provision.title.content);
      const found = page.locator("main").getByRole("link", { name: provision.title.content, exact: true });
      await found.first().waitFor();
      // The words stand in the address, so that what was found can be sent to somebody.
      await expect.poll(() => new URL(page.url()).searchParams.get("words")).toBe(provision.title.content);
      expect(await reader.barriers()).toEqual([]);
      await page.locator(`main a[href="/${tongue}/provisions/${encodeURIComponent(CODE)}"]`).click();

      await page.getByRole("heading", { level: 1, name: provision.title.content }).waitFor();
      const questions = page.getByRole("region", { name: reader.says("provisions.questions") });
      for (const { code } of provision.questions) await questions.getByText(code, { exact: true }).first().waitFor();
      const figures = reader.says("provisions.coverageIn", { round: round.title.content });
      await questions.getByRole("link", { name: figures }).waitFor();
      const relations = page.getByRole("region", { name: reader.says("provisions.crosswalk") }).getByRole("table");
      expect(await relations.getByRole("row").count()).toBe(provision.relations.length + 1);
      expect(await reader.barriers()).toEqual([]);

      // Each relation leads to its other end, and from there back.
      const other = provision.relations.find((relation) => relation.provision?.title)?.provision;
      await relations.locator(`a[href="/${tongue}/provisions/${encodeURIComponent(other?.code ?? "")}"]`).click();
      await page.getByRole("heading", { level: 1, name: other?.title?.content ?? "" }).waitFor();
      await relations.locator(`a[href="/${tongue}/provisions/${encodeURIComponent(CODE)}"]`).waitFor();
    },
  );

  story("is told what to do where there is nothing", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    await reader.open("/provisions?words=nothing+is+called+so");
    await reader.text("provisions.nothing").waitFor();
    await reader.the("button", "provisions.clear").first().click();
    await expect.poll(() => new URL(reader.page.url()).search).toBe("");
    await reader.open("/provisions/no-such-code");
    await reader.text("provisions.unknown", { code: "no-such-code" }).waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});
