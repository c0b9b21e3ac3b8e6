import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";

interface Counts {
  changed: number;
  unchanged: number;
}

const COUNTS = "{ changed: count(kind: CHANGED) unchanged: count(kind: UNCHANGED) }";

/** The page says as many as the service, marks words for eyes and screen readers, and folds what is the same. */
async function says(who: Visitor, { changed, unchanged }: Counts) {
  await who.text("difference.count.changed", { count: changed }).waitFor();
  const fold = who.the("button", "difference.unchanged", { count: unchanged });
  await fold.waitFor();
  const articles = who.page.getByRole("article");
  await articles.first().waitFor();
  expect(await who.barriers()).toEqual([]);
  const before = await articles.count();
  await fold.click();
  await expect.poll(() => articles.count(), { timeout: 10_000 }).toBe(before + unchanged);
}

describe("somebody of a State", () => {
  story.for(EVERYWHERE)(
    "reads what changed between two filings, two rounds and since the last filing, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      await reader.signIn("focal-point.qma@example.org", "/submissions");
      const { filings, rounds } = await reader.asksSignedIn<Record<"filings" | "rounds", Counts>>(`{
        filings: filingDifference(before: 1, after: 51) ${COUNTS}
        rounds: roundDifference(state: "QMA", before: "fictional-survey-1", after: "fictional-survey-2") ${COUNTS}
      }`);

      // From a filing to what it changed; the address shows the same to whoever has it.
      await reader.open("/filings/51");
      await reader.the("link", "difference.sinceEarlier", { position: 1 }).click();
      await page.waitForURL(/before=1&after=51/);
      await says(reader, filings);
      const inserted = page.locator("ins").first();
      expect(await inserted.textContent()).toContain(reader.says("shell.run.inserted"));
      await page.reload();
      await reader.text("difference.count.changed", { count: filings.changed }).waitFor();

      // Between rounds.
      await reader.open("/filings/51");
      await page.locator('a[href*="differences/rounds"]').first().click();
      await page.waitForURL(/state=QMA/);
      await reader.text("difference.count.changed", { count: rounds.changed }).waitFor();
      await page.getByRole("article").first().waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
  );

  story("reads what the draft says otherwise than the last filing", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qmd@example.org", "/submissions");
    await focal.the("link", "difference.draft").first().click();
    await focal.page.waitForURL("**/changes");
    await focal.page.getByRole("heading", { level: 1, name: focal.says("difference.draft") }).waitFor();
    await focal.page.getByRole("article").first().waitFor();
    expect(await focal.barriers()).toEqual([]);
  });
});

describe("anyone", () => {
  story.for([
    { tongue: "en", size: "desktop" },
    { tongue: "ar", size: "phone" },
    { tongue: "zh", size: "phone" },
  ] as const)("compares editions, in $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    const reader = await visitor(tongue, size);
    const code = encodeURIComponent("national-implementation/1");
    const { editionDifference } = await reader.asks<{ editionDifference: { unchangedCount: number } }>(
      `{ editionDifference(before: "national-implementation/1", after: "national-implementation/1") { unchangedCount } }`,
    );
    await reader.open(`/differences/editions?before=${code}&after=${code}`);
    const { unchangedCount } = editionDifference;
    await reader.the("button", "difference.unchangedQuestions", { count: unchangedCount }).click();
    const codes = reader.page.locator("main li code");
    await expect.poll(() => codes.count(), { timeout: 10_000 }).toBe(unchangedCount);
    expect(await reader.barriers()).toEqual([]);
  });

  story("is told where there is nothing to compare", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    await reader.open("/differences/filings?before=999998&after=999999");
    await reader.text("difference.unknown").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});
