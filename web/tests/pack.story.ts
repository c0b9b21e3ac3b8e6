import { describe, expect } from "vitest";

import { does, tokenOf, workingFile } from "./harness/people";
import { story } from "./harness/story";

// Each has no working file for the views, in no other story either.
const PLACES = [
  { tongue: "en", size: "desktop", state: "QMW" },
  { tongue: "ar", size: "phone", state: "QMZ" },
  { tongue: "zh", size: "desktop", state: "QOA" },
  { tongue: "en", size: "phone", state: "QMQ" },
] as const;

describe("a delegation without a network", () => {
  story.for(PLACES)(
    "takes a pack away, brings it back and applies what it chooses, in $tongue on a $size",
    { timeout: 180_000 },
    async ({ tongue, size, state }, { visitor }) => {
      const email = `focal-point.${state.toLowerCase()}@example.org`;
      const token = await tokenOf(email);
      const first = { "VT.topic_a": { longText: "As it was." } };
      const id = await workingFile(token, state, "fictional-views", first);
      const focal = await visitor(tongue, size);
      const { page, hand } = focal;
      await focal.signIn(email, `/submissions/${id}/survey`);
      await hand.press(focal.the("link", "survey.offline"));
      await focal.the("heading", "pack.takeAway").waitFor();
      expect(await focal.barriers()).toEqual([]);
      const [file] = await Promise.all([page.waitForEvent("download"), hand.press(focal.the("button", "pack.json"))]);
      const pieces: Buffer[] = [];
      for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer);
      const text = Buffer.concat(pieces).toString("utf8");
      const bring = async (name: string, content: string) => {
        const [chooser] = await Promise.all([
          page.waitForEvent("filechooser"),
          hand.press(focal.the("button", "pack.choose")),
        ]);
        await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
      };

      // What is no pack is refused in words, and nothing has changed.
      focal.forgive(/422/);
      await bring("other.json", "{}");
      await page.getByRole("alert").getByText(focal.says("pack.refused"), { exact: true }).waitFor();
      expect(await focal.barriers()).toEqual([]);

      // Meanwhile somebody has gone on here.
      const here = [{ question: "VT.topic_a", basedOn: 1, answer: { longText: "As it is here." } }];
      await does(token, "saveAnswers", { submission: id, answers: here }, "results { outcome }");
      await bring(file.suggestedFilename(), filled(text));
      await focal.the("heading", "pack.conflicts", { count: 1 }).waitFor();
      await focal.the("heading", "pack.changed", { count: 1 }).waitFor();
      const conflict = page.getByRole("article").filter({ hasText: "VT.topic_a" });
      for (const said of ["As it was.", "As it is there.", "As it is here."])
        await conflict.getByText(said, { exact: true }).waitFor();
      expect(await focal.barriers()).toEqual([]);
      await hand.tick(conflict.getByRole("checkbox"));
      await hand.press(focal.the("button", "pack.apply", { count: 2 }));
      await focal.text("pack.stored", { count: 1 }).waitFor();
      await focal.text("pack.waiting", { count: 1 }).waitFor();
      expect(await focal.barriers()).toEqual([]);
    },
  );
});

interface PackFile {
  answers: Record<string, { lines: { answer?: string }[] }>;
}

/** The pack as somebody filled it in: one answer changed, and one given. */
function filled(text: string): string {
  const pack = JSON.parse(text) as PackFile;
  const lines = (answer: string) => ({ ...pack.answers["VT.topic_a"], lines: [{ answer }] });
  Object.assign(pack.answers, { "VT.topic_a": lines("As it is there."), "VT.topic_b": lines("What is new.") });
  return JSON.stringify(pack);
}
