import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Download } from "playwright-core";
import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";

const target = resolve(import.meta.dirname, "../..", process.env["CARGO_TARGET_DIR"] ?? "target");
/** Without the program that makes PDF beside the server, there are Word files and a plain sentence. */
const hasPress = existsSync(join(target, "debug/normtrack-press"));

async function bytesOf(file: Download): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Takes the document of an open choice away, and is told so. */
async function take(who: Visitor, format: "PDF" | "Word"): Promise<{ name: string; bytes: Buffer }> {
  const dialog = who.page.getByRole("dialog");
  const [file] = await Promise.all([
    who.page.waitForEvent("download"),
    who.hand.press(dialog.getByRole("button", { name: format, exact: true })),
  ]);
  const name = file.suggestedFilename();
  await dialog.getByText(who.says("printed.made", { name })).waitFor();
  return { name, bytes: await bytesOf(file) };
}

/** Waits for the choice that a button has opened. */
async function opened(who: Visitor) {
  await who.page
    .getByRole("dialog")
    .getByRole("combobox", { name: who.says("printed.language"), exact: true })
    .waitFor();
  expect(await who.barriers()).toEqual([]);
}

describe("a reader", () => {
  story.for(EVERYWHERE)(
    "takes what is on record away as a document, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page, hand } = reader;

      // In the register each entry that is open has its own.
      await reader.open("/register");
      const buttons = page.locator("tbody").getByRole("button", { name: reader.pattern("shell.documentOf") });
      await buttons.first().waitFor();

      await reader.open("/filings/1");
      await hand.press(reader.the("button", "shell.document"));
      await opened(reader);
      const word = await take(reader, "Word");
      expect(word.name).toBe(`QMA-fictional-survey-1-1-${tongue}.docx`);
      expect(word.bytes.subarray(0, 2).toString("latin1")).toBe("PK");

      // In another language than that of the page.
      const language = page
        .getByRole("dialog")
        .getByRole("combobox", { name: reader.says("printed.language"), exact: true });
      await hand.pick(language, "fr");
      if (hasPress) {
        const pdf = await take(reader, "PDF");
        expect(pdf.name).toBe("QMA-fictional-survey-1-1-fr.pdf");
        expect(pdf.bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
      } else {
        reader.forgive(/503/);
        await hand.press(page.getByRole("dialog").getByRole("button", { name: "PDF", exact: true }));
        await page.getByRole("alert").getByText(reader.says("printed.failed")).waitFor();
      }
      expect(await reader.barriers()).toEqual([]);
      await page.keyboard.press("Escape");
      await expect
        .poll(() => reader.the("button", "shell.document").evaluate((one) => one === document.activeElement))
        .toBe(true);
    },
  );

  story.for(EVERYWHERE)(
    "takes the profile of a State away as it stands at the position shown, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page, hand } = reader;
      const { registerPosition } = await reader.asks<{ registerPosition: number }>("{ registerPosition }");
      await reader.open("/states/QMA");
      await hand.press(reader.the("button", "shell.document"));
      await opened(reader);
      await reader.text("printed.profileHelp").waitFor();
      const word = await take(reader, "Word");
      expect(word.name).toBe(`QMA-profile-${registerPosition}-${tongue}.docx`);
      expect(word.bytes.subarray(0, 2).toString("latin1")).toBe("PK");

      // As of an earlier position it is the profile of then.
      await reader.open("/states/QMA?asOf=3");
      await page.getByText(reader.says("coverage.asOfNote", { position: 3 })).waitFor();
      await hand.press(reader.the("button", "shell.document"));
      await opened(reader);
      expect((await take(reader, "Word")).name).toBe(`QMA-profile-3-${tongue}.docx`);
      if (hasPress) {
        const pdf = await take(reader, "PDF");
        expect(pdf.name).toBe(`QMA-profile-3-${tongue}.pdf`);
        expect(pdf.bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
      }
      expect(await reader.barriers()).toEqual([]);
    },
  );

  story("takes an empty form away from the page of its round", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    await reader.open("/coverage/fictional-survey-1");
    await reader.page.getByRole("button", { name: reader.pattern("shell.documentOf") }).click();
    await opened(reader);
    expect((await take(reader, "Word")).name).toBe("national-implementation-1-form-en.docx");
  });
});

describe("somebody of a State", () => {
  story.for(EVERYWHERE)(
    "takes the draft away, and the empty form, in $tongue on a $size",
    { timeout: 120_000 },
    async ({ tongue, size }, { visitor }) => {
      const focal = await visitor(tongue, size, { isKeyboardOnly: size === "desktop" });
      const { page, hand } = focal;
      await focal.signIn("focal-point.qmd@example.org", "/submissions");
      const { submissions } = await focal.asksSignedIn<{ submissions: { id: string; round: { key: string } }[] }>(
        "{ submissions { id round { key } } }",
      );
      const id = submissions.find(({ round }) => round.key === "fictional-survey-2")?.id ?? "";
      await focal.open(`/submissions/${id}/survey`);
      await hand.press(focal.the("button", "shell.document"));
      await opened(focal);
      await page.getByText(focal.says("printed.draftHelp"), { exact: true }).waitFor();
      expect((await take(focal, "Word")).name).toBe(`QMD-fictional-survey-2-draft-${tongue}.docx`);
      const what = page.getByRole("dialog").getByRole("combobox", { name: focal.says("printed.what"), exact: true });
      await hand.pick(what, "form");
      await page.getByText(focal.says("printed.formHelp"), { exact: true }).waitFor();
      expect((await take(focal, "Word")).name).toMatch(new RegExp(`-form-${tongue}\\.docx$`));
      expect(await focal.barriers()).toEqual([]);

      await focal.open(`/submissions/${id}/review`);
      await focal.the("button", "shell.document").waitFor();
    },
  );
});
