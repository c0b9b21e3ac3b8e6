import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

const ROUND = "fictional-survey-2";
const PLACES = [
  { tongue: "en", size: "desktop", isKeyboardOnly: true, text: "Ministry of Distances" },
  { tongue: "ar", size: "phone", isKeyboardOnly: false, text: "وزارة المسافات" },
  { tongue: "zh", size: "desktop", isKeyboardOnly: false, text: "距离部" },
] as const;

describe("a section of the survey", () => {
  story.for(EVERYWHERE)(
    "can be touched where it shows in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const focal = await visitor(tongue, size);
      await focal.signIn("focal-point.qma@example.org", "/submissions");
      await focal.the("link", "submission.read").first().click();
      await focal.page.locator("[role=group][id] h3").first().waitFor();
      expect(await focal.barriers()).toEqual([]);
    },
  );

  story.for(PLACES)(
    "says who else has it open, and what they save, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly, text }, { visitor }) => {
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const authority = await visitor(tongue, size);
      await Promise.all([
        focal.signIn("focal-point.qmd@example.org", "/submissions"),
        authority.signIn("publishing-authority.qmd@example.org", "/submissions"),
      ]);
      const { submissions } = await focal.asksSignedIn<{ submissions: { id: string; round: { key: string } }[] }>(
        "{ submissions { id round { key } } }",
      );
      const place = `/submissions/${submissions.find(({ round }) => round.key === ROUND)?.id}/survey`;
      const name = async (who: Visitor) =>
        (await who.asksSignedIn<{ viewer: { account: { name: string } } }>("{ viewer { account { name } } }")).viewer
          .account.name;
      const [ofFocal, ofAuthority] = await Promise.all([name(focal), name(authority)]);
      const sees = (who: Visitor, names: string) =>
        who.page.getByRole("status").filter({ hasText: who.says("survey.alsoHere", { names }) });

      // Alone, then not.
      await focal.open(`${place}/GEN`);
      const [own, others] = [new Survey(focal), new Survey(authority)];
      await own.question("GEN.authority").waitFor();
      expect(await sees(focal, ofAuthority).count()).toBe(0);
      await authority.open(`${place}/GEN`);
      await sees(focal, ofAuthority).waitFor();
      await sees(authority, ofFocal).waitFor();
      expect(await focal.barriers()).toEqual([]);
      expect(await authority.barriers()).toEqual([]);

      // What one saves stands before the other, who has done nothing.
      await own.write("GEN.authority", text);
      const shown = others.question("GEN.authority");
      const field = shown.getByRole("textbox").first();
      await expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe(text);

      // Who goes to another section is not in this one any more.
      await others.go("N13A");
      await sees(focal, ofAuthority).waitFor({ state: "hidden" });
      await sees(authority, ofFocal).waitFor({ state: "hidden" });
    },
  );
});
