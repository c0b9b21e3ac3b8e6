import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

interface Entry {
  position: number;
  root: string;
  status: string | null;
  state: { name: { content: string } } | null;
}

describe("a reader of the register", () => {
  story.for(EVERYWHERE)(
    "finds an entry, opens what was filed, and verifies a copy of it, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { register, treeHead } = await reader.asks<{
        register: { nodes: Entry[] };
        treeHead: { size: number };
      }>("{ register(last: 25) { nodes { position root status state { name { content } } } } treeHead { size } }");
      const entry = register.nodes.findLast(({ state, status }) => state !== null && status === "STANDING")!;

      // The newest first, each with its root; older ones a page further.
      await reader.open("/register");
      const row = page.getByRole("row").filter({ has: page.locator(`a[href$="/filings/${entry.position}"]`) });
      await row.getByText(entry.state!.name.content, { exact: true }).waitFor();
      await row.getByLabel(reader.says("register.rootIs", { root: entry.root }), { exact: true }).waitFor();
      await reader.the("heading", "register.head", { size: treeHead.size }).waitFor();
      expect(await page.locator("tbody tr").count()).toBe(25);
      expect(await reader.barriers()).toEqual([]);
      await reader.the("button", "register.older").click();
      await row.waitFor({ state: "detached" });
      await reader.the("button", "register.newer").click();

      // What was filed, with the root that a receipt names.
      await row.getByRole("rowheader").getByRole("link").click();
      await reader.the("heading", "submission.filingTitle", { position: entry.position }).waitFor();
      await page.getByText(entry.root, { exact: true }).waitFor();
      expect(await reader.barriers()).toEqual([]);
      const [extract] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("button", "submission.download").click(),
      ]);

      // The copy holds; a copy in which one thing was changed does not.
      await reader.open("/register/verify");
      const give = async (name: string, text: string) => {
        const [chooser] = await Promise.all([
          page.waitForEvent("filechooser"),
          reader.the("button", "register.verify.choose").click(),
        ]);
        await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
      };
      expect(await reader.barriers()).toEqual([]);
      const chunks: Buffer[] = [];
      for await (const chunk of await extract.createReadStream()) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString("utf8");
      await give(extract.suggestedFilename(), text);
      await reader.the("heading", "register.verdict.holds").waitFor();
      await page.getByText(entry.root).waitFor();
      expect(await reader.barriers()).toEqual([]);
      await reader.the("button", "register.verify.clear").click();
      await give(
        "changed.json",
        text.replace(
          entry.root,
          entry.root.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
        ),
      );
      await reader.the("heading", "register.verdict.false").waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
  );

  story.for(EVERYWHERE)(
    "keeps the address of the register as of a position, which shows that much of it, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { treeHead } = await reader.asks<{ treeHead: { size: number } }>("{ treeHead { size } }");
      await reader.open("/register");
      const address = new RegExp(`/${tongue}/register\\?asOf=${treeHead.size}$`);
      await page.getByText(address).waitFor();
      await reader.open("/register?asOf=3");
      await reader.the("heading", "register.head", { size: 3 }).waitFor();
      expect(await page.locator("tbody tr").count()).toBe(3);
      await page.getByText(reader.says("coverage.asOfNote", { position: 3 })).waitFor();
      await reader.the("button", "coverage.embed").waitFor();
      expect(await reader.barriers()).toEqual([]);
      await reader.the("link", "coverage.newest").click();
      await reader.the("heading", "register.head", { size: treeHead.size }).waitFor();
    },
  );
});
