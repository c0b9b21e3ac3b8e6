import { text } from "node:stream/consumers";

import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

const ROUND = "fictional-survey-1";
const QUESTION = "N13A.status";

interface Answer {
  round: { title: { content: string } };
  coverage: { invited: number; asOf: number; row: { parts: Record<string, number> } };
}

describe("a reader of coverage", () => {
  story.for(EVERYWHERE)(
    "opens what is behind a cell, reads it as a table, downloads and cites it, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { round, coverage } = await reader.asks<Answer>(`{
        round(key: "${ROUND}") { title { content } }
        coverage(round: "${ROUND}") {
          invited asOf
          row(question: "${QUESTION}") {
            parts { notFiled notAsked silent none notApplicable existsNotDisclosed declined answeredShown countedNotShown withheld }
          }
        }
      }`);

      await reader.open("/coverage");
      await page.getByRole("link", { name: round.title.content, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: round.title.content }).waitFor();
      const basis = { invited: coverage.invited, position: coverage.asOf };
      await page.getByText(reader.says("coverage.denominator", basis)).waitFor();

      // The number in the cell is the service's, and so are all the parts behind it.
      const shown = String(coverage.row.parts["answeredShown"]);
      const cell = page.locator(`[data-question="${QUESTION}"]`).getByRole("button").first();
      await cell.waitFor();
      expect(await cell.textContent()).toBe(shown);
      expect(await cell.getAttribute("aria-label")).toContain(reader.says("coverage.world"));
      expect(await reader.barriers()).toEqual([]);
      await cell.click();
      const dialog = page.getByRole("dialog");
      const sum = dialog.getByRole("row", { name: reader.says("coverage.sum") });
      await sum.waitFor();
      expect(await sum.getByRole("cell").textContent()).toBe(String(coverage.invited));
      for (const [part, count] of Object.entries(coverage.row.parts)) {
        const id = `coverage.part.${part}` as "coverage.part.silent";
        const row = dialog.locator("tr").filter({ has: page.getByText(reader.says(id), { exact: true }) });
        expect(await row.first().locator("td").textContent(), part).toBe(String(count));
      }
      expect(await reader.barriers()).toEqual([]);
      await dialog.getByRole("button", { name: reader.says("coverage.close") }).click();
      await dialog.waitFor({ state: "hidden" });

      // One tile for each invited State, and the same as a table.
      await reader.the("tab", "coverage.byState").click();
      await reader.the("button", "coverage.asTable").click();
      const table = page.getByRole("tabpanel").getByRole("table");
      await table.first().waitFor();
      const states = await table.getByRole("rowheader").count();
      expect(states).toBeGreaterThanOrEqual(coverage.invited);
      expect(await reader.barriers()).toEqual([]);

      const [download] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("button", "coverage.csv").click(),
      ]);
      expect(download.suggestedFilename()).toBe(`normtrack-${ROUND}-states-${coverage.asOf}.csv`);
      const csv = await text(await download.createReadStream());
      expect(csv).toContain(`register_position,${coverage.asOf}\r\n`);
      expect(
        csv
          .trim()
          .split("\r\n")
          .filter((line) => /^QM|^QN|^QO/.test(line)),
      ).toHaveLength(states);

      // Who follows what was cited sees the same figures.
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await reader.the("button", "coverage.copyAddress").click();
      await reader.text("coverage.copiedAddress").waitFor();
      await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
      await page.getByText(reader.says("coverage.asOfNote", { position: coverage.asOf })).waitFor();
      await reader.the("tab", "coverage.byProvision").click();
      await cell.waitFor();
      expect(await cell.textContent()).toBe(shown);
    },
  );
});
