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
          nodes { ... on ProvisionHit { excerpt { content } } ... on QuestionHit { excerpt { content } } ... on AnswerHit { excerpt { content } } ... on ProposalHit { excerpt { content } } }
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

  story.for(EVERYWHERE)(
    "narrows a search, cites it, and widens it again, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page, hand } = reader;
      const words = WORDS[tongue as keyof typeof WORDS];
      const count = async (narrowed: object) => {
        const { search } = await reader.asks<{ search: { totalCount: number } }>(
          `query ($query: String!, $kinds: [SearchKind!], $instrument: String, $theme: String, $round: String, $state: String,
            $language: Language) {
            search(query: $query, kinds: $kinds, instrument: $instrument, theme: $theme, round: $round, state: $state,
              language: $language) { totalCount } }`,
          { query: words, ...narrowed },
        );
        return search.totalCount;
      };
      const found = (many: number, who = reader) => who.text("search.found", { count: many });
      const choose = async (name: "instrument" | "theme" | "round" | "state" | "language", value: string) => {
        await hand.pick(page.getByRole("combobox", { name: reader.says(`search.narrow.${name}`), exact: true }), value);
        await page.waitForURL((url) => url.searchParams.get(name) === value);
      };
      await reader.open(`/search?q=${encodeURIComponent(words)}`);
      await found(await count({})).waitFor();
      await hand.press(reader.the("button", "search.narrow", { count: 0 }));
      const state = page.getByRole("combobox", { name: reader.says("search.narrow.state"), exact: true });
      await state.locator('option[value="QMA"]').waitFor({ state: "attached" });
      // By name, and by nothing else.
      const names = (await state.locator("option").allTextContents()).slice(1);
      const { compare } = new Intl.Collator(tongue);
      expect(names).toEqual(names.toSorted(compare));

      // Each choice leaves something out, and all of them hold together.
      const counts = [await count({})];
      const narrowed: Record<string, unknown> = {};
      for (const [name, value] of [
        ["theme", "critical_infrastructure"],
        ["instrument", "A-70-174"],
        ["round", "fictional-survey-1"],
      ] as const) {
        await choose(name, value);
        Object.assign(narrowed, { [name]: value });
        counts.push(await count(narrowed));
        await found(counts.at(-1)!).waitFor();
      }
      expect(
        counts.every((one, place) => place === 0 || one < counts[place - 1]!),
        String(counts),
      ).toBe(true);
      await reader.text("search.narrow.roundMeans").waitFor();
      await reader.the("radio", "search.among.QUESTION").click();
      await page.waitForURL(/kind=QUESTION/);
      const kept = { ...narrowed, kinds: ["QUESTION"] };
      await found(await count(kept)).waitFor();
      expect(await page.getByRole("main").locator("ol > li").count()).toBeGreaterThan(0);
      expect(await reader.barriers()).toEqual([]);

      // The address is all that somebody else needs.
      const other = await visitor(tongue, size);
      await other.page.goto(page.url());
      await found(await count(kept), other).waitFor();
      await other.the("button", "search.narrow", { count: 3 }).waitFor();
      expect(await other.page.getByRole("combobox", { name: reader.says("search.narrow.theme") }).inputValue()).toBe(
        "critical_infrastructure",
      );

      // So is the one that is cited, which says as of when, and leads to the newest.
      const cited = new RegExp(String.raw`http\S+/search\?\S*asOf=(\d+)`).exec(await page.locator("main").innerText())!;
      await other.page.goto(cited[0]);
      await other.page
        .getByRole("note")
        .getByText(other.says("coverage.asOfNote", { position: Number(cited[1]) }))
        .waitFor();
      await found(await count(kept), other).waitFor();
      await other.the("link", "coverage.newest").click();
      await other.page.waitForURL(
        (url) => !url.searchParams.has("asOf") && url.searchParams.get("kind") === "QUESTION",
      );

      // Of a State there are answers, and of questions none: it is said, with the way out.
      await choose("state", "QMA");
      await reader.text("search.narrow.bothMean").waitFor();
      await reader.text("search.nothingWithin").waitFor();
      expect(await reader.barriers()).toEqual([]);
      await reader.the("button", "search.widen").last().click();
      await page.waitForURL((url) => !url.searchParams.has("state") && url.searchParams.get("kind") === "QUESTION");
      await found(await count({ kinds: ["QUESTION"] })).waitFor();
    },
  );

  story("finds what a State said in a language", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    const { page } = reader;
    const of = { state: "QMA", language: "EN" };
    const { search } = await reader.asks<{ search: { totalCount: number; nodes: { state: { code: string } }[] } }>(
      `query ($state: String, $language: Language) { search(query: "national", kinds: [ANSWER], state: $state, language: $language) {
        totalCount nodes { ... on AnswerHit { state { code } } } } }`,
      of,
    );
    await reader.open("/search?q=national&kind=ANSWER&state=QMA&language=en");
    await reader.text("search.found", { count: search.totalCount }).waitFor();
    const links = page.getByRole("main").locator("ol > li h2 a");
    expect(await links.count()).toBe(search.nodes.length);
    for (const link of await links.all()) expect(await link.getAttribute("href")).toContain("/states/QMA");
    // What nobody knows finds nothing, and the choice says what was asked for.
    await reader.open("/search?q=national&instrument=no-such-text");
    await reader.text("search.nothing").waitFor();
    const instrument = page.getByRole("combobox", { name: reader.says("search.narrow.instrument"), exact: true });
    expect(await instrument.inputValue()).toBe("no-such-text");
  });

  story.for(EVERYWHERE)(
    "finds a public proposal, sees that it is no agreed text, and reads the version that was found, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { proposals } = await reader.asks<{
        proposals: { nodes: { versions: { number: number; content: { title: { content: string } } }[] }[] };
      }>(`{ proposals { nodes { versions { number content { title { content } } } } } }`);
      const { number, content } = proposals.nodes.find(({ versions }) => versions.length > 1)!.versions.at(-1)!;
      await reader.open(`/search?q=${encodeURIComponent(content.title.content)}`);
      await reader.the("radio", "search.among.PROPOSAL").click();
      await page.waitForURL(/kind=PROPOSAL/);
      const hit = page.getByRole("main").locator("ol > li").first();
      await hit.getByText(reader.says("search.kind.PROPOSAL")).waitFor();
      expect(await page.locator("mark").count()).toBeGreaterThan(0);
      expect(await reader.barriers()).toEqual([]);
      await hit.getByRole("link").click();
      await page.waitForURL((url) => url.searchParams.get("version") === String(number));
      await page.getByRole("heading", { level: 1 }).filter({ hasText: content.title.content }).waitFor();
    },
  );

  story("is told when nothing holds all the words", async ({ visitor }) => {
    const reader = await visitor("en", "phone");
    await reader.open("/search?q=xylophone+quagmire");
    await reader.text("search.nothing").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});
