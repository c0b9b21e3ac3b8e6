import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

interface Found {
  search: {
    totalCount: number;
    nodes: { excerpt: { content: string } }[];
  };
}

/** Words that a provision of the report of 2015 and questions about it have, in each language. */
const WORDS = { en: "critical infrastructure", ar: "الهياكل الأساسية الحيوية", zh: "关键基础设施" } as const;

describe("a reader", () => {
  story.for(EVERYWHERE)(
    "looks for words from the header, keeps to provisions, and reads one, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const words = WORDS[tongue as keyof typeof WORDS];
      const { search } = await reader.asks<Found>(
        `query ($query: String!) { search(query: $query, first: 20) {
          totalCount
          nodes { ... on ProvisionHit { excerpt { content } } ... on QuestionHit { excerpt { content } } ... on AnswerHit { excerpt { content } } }
        } }`,
        { query: words },
      );

      await reader.open("/register");
      await reader.unfoldMenu();
      const field = page.getByRole("banner").getByRole("searchbox");
      await field.fill(words);
      await field.press("Enter");
      await reader.text("search.found", { count: search.totalCount }).waitFor();
      const hits = page.getByRole("main").locator("ol > li");
      expect(await hits.count()).toBe(search.nodes.length);
      expect(await hits.first().textContent()).toContain(search.nodes[0]!.excerpt.content);
      expect(await page.locator("mark").count()).toBeGreaterThan(0);
      expect(await reader.barriers()).toEqual([]);

      // What is kept to stands in the address.
      await reader.the("radio", "search.among.PROVISION").click();
      await page.waitForURL(/kind=PROVISION/);
      await expect
        .poll(async () => new Set(await hits.locator("p:first-child").allTextContents()).size, { timeout: 15_000 })
        .toBeGreaterThan(0);
      const title = hits.first().getByRole("link").first();
      const name = await title.textContent();
      await title.click();
      await page.waitForURL(/\/provisions\//);
      await page.getByRole("heading", { level: 1 }).filter({ hasText: name!.trim() }).waitFor();
    },
  );

  story("is told when nothing holds all the words", async ({ visitor }) => {
    const reader = await visitor("en", "phone");
    await reader.open("/search?q=xylophone+quagmire");
    await reader.text("search.nothing").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});
