import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

describe("a researcher", () => {
  story.for(EVERYWHERE)(
    "comes from the register to open data, reads what a table holds, and takes it away, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { registerPosition, openData } = await reader.asks<{
        registerPosition: number;
        openData: { datasets: { name: string; title: string; meaning: string }[] };
      }>("{ registerPosition openData { datasets { name title meaning } } }");
      const { title: table, meaning } = openData.datasets.find(({ name }) => name === "filings")!;

      await reader.open("/register");
      await reader.the("link", "shell.openData").click();
      await reader.the("heading", "shell.openData").waitFor();
      await page.getByText(reader.says("openData.asOf", { position: registerPosition }), { exact: true }).waitFor();
      await page.getByRole("heading", { name: table, exact: true }).waitFor();
      // What a row is, in the language of the reader.
      await page.getByText(meaning, { exact: true }).waitFor();
      expect(await reader.barriers()).toEqual([]);

      // What a column means, beside where the table is.
      const section = page.getByRole("region", { name: table, exact: true }).first();
      await section.getByText(reader.says("openData.columns", {}), { exact: true }).click();
      await section.getByRole("rowheader", { name: "position", exact: true }).waitFor();
      expect(await reader.barriers()).toEqual([]);

      // The whole register: an entry a row, beneath the names of the columns.
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("link", "openData.download", { table, format: "CSV" }).click(),
      ]);
      const pieces: Buffer[] = [];
      for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer);
      const lines = Buffer.concat(pieces).toString("utf8").trimEnd().split("\r\n");
      expect(lines[0]!.split(",")).toContain("position");
      expect(lines.length).toBe(registerPosition + 1);

      // The same as of a position, by the address that stands there to be kept.
      await page.getByText(new RegExp(`/${tongue}/open-data\\?asOf=${registerPosition}$`)).waitFor();
      await reader.open("/open-data?asOf=3");
      await page.getByText(reader.says("openData.asOf", { position: 3 }), { exact: true }).waitFor();
      expect(await reader.barriers()).toEqual([]);
      const [part] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("link", "openData.download", { table, format: "CSV" }).click(),
      ]);
      const rows: Buffer[] = [];
      for await (const piece of await part.createReadStream()) rows.push(piece as Buffer);
      expect(Buffer.concat(rows).toString("utf8").trimEnd().split("\r\n").length).toBe(3 + 1);
    },
  );
});
