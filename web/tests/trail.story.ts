import { describe, expect } from "vitest";

import { asks, does, tokenOf } from "./harness/people";
import { EVERYWHERE, story } from "./harness/story";

/** As many as a page shows. */
const PAGE = 50;

interface Trail {
  auditTrail: { nodes: { verb: string; subject: string; person: { name: string } | null }[] };
}

/** Somebody of the State saves often enough for its trail to have more than one page. */
async function work() {
  const focal = await tokenOf("focal-point.qmd@example.org");
  const { auditTrail, submissions } = await asks<Trail & { submissions: { id: string; round: { key: string } }[] }>(
    focal,
    `{ auditTrail(first: 100) { nodes { verb } } submissions { id round { key } } }`,
  );
  const submission = submissions.find(({ round }) => round.key === "fictional-survey-2")?.id;
  const question = "GEN.authority";
  const { submission: file } = await asks<{ submission: { answer: { revision: number } | null } }>(
    focal,
    "query ($submission: ID!, $question: String!) { submission(id: $submission) { answer(question: $question) { revision } } }",
    { submission, question },
  );
  const first = file.answer?.revision ?? 0;
  for (let more = 0; auditTrail.nodes.length + more <= PAGE + 5; more += 1) {
    const answer = { shortText: `Ministry of Distances, department ${more}` };
    const answers = [{ question, basedOn: first + more, key: crypto.randomUUID(), answer }];
    await does(focal, "saveAnswers", { submission, answers }, "results { outcome }");
  }
}

describe("the audit trail", () => {
  story.for(EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" })))(
    "is read, turned over and narrowed down, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      await work();
      const authority = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = authority;
      await authority.signIn("publishing-authority.qmd@example.org", "/trail");
      await authority.the("heading", "submission.trail").waitFor();
      const rows = page.locator("tbody tr");
      await expect.poll(() => rows.count()).toBe(PAGE);
      const { auditTrail } = await authority.asksSignedIn<Trail>(
        "{ auditTrail(first: 60) { nodes { verb subject person { name } } } }",
      );
      const verb = (at: number) =>
        authority.says(`trail.verb.${auditTrail.nodes[at]!.verb}` as Parameters<typeof authority.says>[0]);
      const what = rows.first().locator("td").nth(2);
      expect(await what.textContent()).toBe(verb(0));
      expect(await authority.barriers()).toEqual([]);

      // What does not fit beside each other is scrolled to, by the keyboard too.
      const region = authority.the("region", "submission.trail");
      await region.focus();
      expect(await region.evaluate((element) => element === document.activeElement)).toBe(true);

      // A page further, and back.
      await hand.press(authority.the("button", "trail.older"));
      await authority.the("button", "trail.newer").waitFor();
      await expect.poll(() => what.textContent()).toBe(verb(PAGE));
      await hand.press(authority.the("button", "trail.newer"));
      await expect.poll(() => what.textContent()).toBe(verb(0));

      // Everything on one thing, and by one person; both stand in the address.
      await hand.press(rows.first().getByRole("link", { name: authority.says("trail.same") }));
      await page.waitForURL(/subject=/);
      const subject = new URL(page.url()).searchParams.get("subject");
      expect(subject).toContain(auditTrail.nodes[0]!.subject);
      const person = auditTrail.nodes[0]!.person?.name ?? "";
      await hand.press(rows.first().getByRole("link", { name: person }));
      await page.waitForURL(/person=.*/);
      await expect
        .poll(async () => new Set(await rows.locator("td:nth-child(2)").allTextContents()))
        .toEqual(new Set([person]));
      expect(await authority.barriers()).toEqual([]);

      // Where nothing is found, that is said, and the way back is there.
      await hand.press(authority.the("button", "trail.all"));
      await expect.poll(() => rows.count()).toBe(PAGE);
      await hand.type(page.getByLabel(authority.says("trail.state"), { exact: true }), "QMB");
      await hand.press(authority.the("button", "trail.narrow"));
      await authority.text("trail.empty").waitFor();
      expect(await authority.barriers()).toEqual([]);
      await hand.press(authority.the("button", "trail.all"));
      await expect.poll(() => rows.count()).toBe(PAGE);
    },
  );

  story("shows nothing to those whom it is not for", async ({ visitor }) => {
    const contributor = await visitor("en", "phone");
    await contributor.signIn("contributor.qmd@example.org", "/trail");
    await contributor.text("trail.empty").waitFor();
    await contributor.text("trail.emptyHint").waitFor();
    expect(await contributor.barriers()).toEqual([]);
  });
});
