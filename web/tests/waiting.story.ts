import { readFile } from "node:fs/promises";

import { describe, expect } from "vitest";

import { AUTHORITY, cited, device, documents, held, opened, settle } from "./harness/away";
import { asks, does, newcomer, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

/** A question to which documents can be named, in a section of its own. */
const EVIDENCE = "G1.evidence";

const question = (who: Visitor) => new Survey(who).question(EVIDENCE);

/** The documents of the question that wait, as they stand beside it. */
const waiting = (who: Visitor, name: string) => question(who).getByRole("listitem").filter({ hasText: name });

/** Opens the section that asks for documents. */
async function section(who: Visitor, id: string) {
  await who.page.goto(`/${who.tongue}/submissions/${id}/survey/G1`);
  await new Survey(who).showAll();
  await question(who).scrollIntoViewIfNeeded();
}

async function choose(who: Visitor, files: string[]) {
  const chosen = who.page.waitForEvent("filechooser");
  await question(who)
    .getByRole("button", { name: who.says("evidence.upload"), exact: true })
    .click();
  await (await chosen).setFiles(files);
}

describe("documents that wait for a connection", () => {
  story.for([
    { tongue: "en", size: "desktop", state: "QNJ" },
    { tongue: "ar", size: "phone", state: "QNJ" },
  ] as const)(
    "are sent from any page, and what the service refuses stays with why, in $tongue on a $size",
    async ({ tongue, size, state }) => {
      const stamp = Date.now();
      const focal = await tokenOf(`focal-point.${state.toLowerCase()}@example.org`);
      const email = `waiting-${stamp}@example.org`;
      const token = await newcomer(focal, state, "FOCAL_POINT", email);
      const id = await opened(token);
      const [large, other, law] = [`large-${stamp}.txt`, `other-${stamp}.pdf`, `law-${stamp}.txt`];
      // The server takes four megabytes, and looks at the bytes of what it takes.
      const place = await documents({ [large]: 4_500_000, [other]: 1_000, [law]: 2_000 });
      const own = await device(tongue, size);
      let who = await own.start();
      await who.signIn(email, "/submissions");
      await settle(who, id);

      // Several at a time, the ones that will be refused first.
      await own.cut(true);
      await section(who, id);
      await choose(who, [large, other, law].map(place));
      for (const name of [large, other, law])
        await waiting(who, name).getByText(who.says("unsent.document.waits")).waitFor();
      await own.stop();

      // Nobody opens the survey: the console sends them, and says on any page what was refused and why.
      who = await own.start();
      who.forgive(/413/, /415/);
      await who.page.goto(`/${tongue}/submissions`);
      await expect.poll(() => cited(token, id, EVIDENCE), { timeout: 30_000 }).toContain(law);
      const bar = who.page.locator(".shell-unsent");
      await expect.poll(() => bar.getByText(who.says("unsent.refused")).count(), { timeout: 30_000 }).toBe(2);
      expect(await bar.getByText(law).count()).toBe(0);
      const why = await bar.getByRole("listitem").filter({ hasText: large }).innerText();
      if (tongue === "en") expect(why).toContain("The document is larger than 4000000 bytes.");
      expect(await who.obstacles()).toEqual([]);

      // Its author has the file back, byte for byte.
      const saved = who.page.waitForEvent("download");
      await who.the("button", "unsent.document.saveNamed", { name: large }).click();
      expect(await readFile(await (await saved).path())).toEqual(await readFile(place(large)));
      await who.the("button", "unsent.document.removeNamed", { name: large }).click();
      await expect.poll(() => bar.getByText(large).count()).toBe(0);

      // The survey says the same beside the question; sent again, it is refused again and not lost.
      await section(who, id);
      await waiting(who, other).getByText(who.says("unsent.refused")).waitFor();
      await waiting(who, law).first().waitFor();
      await who.the("button", "unsent.document.retryNamed", { name: other }).click();
      await waiting(who, other).getByText(who.says("unsent.refused")).waitFor({ timeout: 30_000 });
      expect(await who.obstacles()).toEqual([]);
      await who.the("button", "unsent.document.removeNamed", { name: other }).click();
      await expect.poll(() => who.page.evaluate(() => localStorage.getItem("normtrack.documents"))).toBeNull();
      expect((await cited(token, id, EVIDENCE)).filter((name) => name === law)).toEqual([law]);
    },
  );

  story("stay with why where their file was filed meanwhile", async () => {
    const state = "QNE";
    const [focal, authority] = [
      await tokenOf(`focal-point.${state.toLowerCase()}@example.org`),
      await tokenOf(`publishing-authority.${state.toLowerCase()}@example.org`),
    ];
    const email = `late-${Date.now()}@example.org`;
    const token = await newcomer(focal, state, "FOCAL_POINT", email);
    const id = await opened(token);
    const law = `late-${Date.now()}.txt`;
    const place = await documents({ [law]: 2_000 });
    const own = await device("en", "desktop");
    let who = await own.start();
    await who.signIn(email, "/submissions");
    await settle(who, id);
    await own.cut(true);
    await section(who, id);
    await choose(who, [place(law)]);
    await waiting(who, law).getByText(who.says("unsent.document.waits")).waitFor();
    await own.stop();

    const basedOn = (await held(token, id)).revision(AUTHORITY);
    const answers = [{ question: AUTHORITY, basedOn, answer: { shortText: `As filed, ${Date.now()}` } }];
    await does(focal, "saveAnswers", { submission: id, answers }, "results { outcome }");
    const { submission } = await asks<{ submission: { preview: { root: string; seen: string } } }>(
      authority,
      "query ($id: ID!) { submission(id: $id) { preview { root seen } } }",
      { id },
    );
    await does(authority, "fileSubmission", { submission: id, ...submission.preview }, "filing { position }");

    // Whichever page is open sends it, and says why it is not taken.
    who = await own.start();
    await who.page.goto("/en/submissions");
    const row = who.page.locator(".shell-unsent").getByRole("listitem").filter({ hasText: law });
    await row.getByText(who.says("unsent.refused")).waitFor({ timeout: 30_000 });
    expect(await cited(token, id, EVIDENCE)).not.toContain(law);
    expect(await who.obstacles()).toEqual([]);
    const saved = who.page.waitForEvent("download");
    await who.the("button", "unsent.document.saveNamed", { name: law }).click();
    expect(await readFile(await (await saved).path())).toEqual(await readFile(place(law)));

    // With an amendment there is a place for it again.
    await opened(focal);
    await who.the("button", "unsent.document.retryNamed", { name: law }).click();
    await expect.poll(() => cited(token, id, EVIDENCE), { timeout: 30_000 }).toContain(law);
    await row.waitFor({ state: "detached" });
  });
});
