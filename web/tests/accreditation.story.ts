import { describe, expect } from "vitest";

import { PASSWORD } from "./harness/people";
import { story } from "./harness/story";

/** Each a State with a focal point whom no other story needs. */
const STATES = [
  { tongue: "en", size: "desktop", state: "QNT" },
  { tongue: "ar", size: "phone", state: "QNU" },
  { tongue: "zh", size: "desktop", state: "QNW" },
] as const;

const WHY = { en: "Note of 1 March.", ar: "مذكرة 1 آذار/مارس.", zh: "3月1日照会。" } as const;

describe("an administrator", () => {
  story.for(STATES)(
    "brings back a State that has lost its focal point, with a reason, in $tongue on a $size",
    async ({ tongue, size, state }, { visitor }) => {
      const administrator = await visitor(tongue, size);
      const { page } = administrator;
      await administrator.signIn("administrator@example.org", "/accreditation");
      expect(await administrator.barriers()).toEqual([]);
      await page.getByRole("combobox", { name: administrator.says("security.whose") }).selectOption(state);
      const people = page.locator("#people ~ ul").first();
      const focal = people.getByText(administrator.says("session.role.focalPoint"), { exact: true });
      await focal.waitFor();
      expect(await administrator.barriers()).toEqual([]);

      // Nobody is left who could invite.
      const end = people.getByText(administrator.says("team.end"), { exact: true });
      await end.and(people.getByRole("button", { name: administrator.says("session.role.focalPoint") })).click();
      await administrator.the("button", "team.endNow").click();
      await focal.waitFor({ state: "detached" });

      await page
        .getByLabel(administrator.says("session.email"), { exact: true })
        .fill(`successor.${state}@example.org`);
      await administrator.the("button", "team.inviteNow").click();
      await page.getByRole("alert").waitFor();
      expect(await administrator.barriers()).toEqual([]);
      await page.getByLabel(administrator.says("team.why")).fill(WHY[tongue]);
      await page.getByRole("combobox", { name: administrator.says("team.letterLanguage") }).selectOption("fr");
      await administrator.the("button", "team.inviteNow").click();
      const link = page.getByRole("status").locator("code");
      await link.waitFor();
      expect(await administrator.barriers()).toEqual([]);
      const email = `successor.${state.toLowerCase()}@example.org`;
      const letter = async () => {
        const { invitations } = await administrator.asksSignedIn<{
          invitations: { email: string; status: string; letter: { language: string; status: string } | null }[];
        }>(`{ invitations(place: {state: "${state}"}) { email status letter { language status } } }`);
        return invitations.find((one) => one.email === email && one.status === "OPEN")?.letter;
      };
      await expect.poll(letter, { timeout: 60_000 }).toEqual({ language: "FR", status: "ACCEPTED" });

      // It got lost: another letter brings another link, in the same language, and the one before is void.
      const lost = (await link.textContent()) ?? "";
      await page.reload();
      await page.getByRole("combobox", { name: administrator.says("security.whose") }).selectOption(state);
      const again = page.getByRole("button", { name: administrator.says("team.resendOf", { email }) });
      await again.click();
      await page.getByRole("alert").waitFor();
      await page.getByLabel(administrator.says("team.why")).fill(WHY[tongue]);
      await again.click();
      await link.waitFor();
      expect(await link.textContent()).not.toBe(lost);
      expect(await administrator.barriers()).toEqual([]);
      expect((await letter())?.language).toBe("FR");

      const successor = await visitor(tongue, size);
      await successor.open(`/invitation${new URL((await link.textContent()) ?? "").hash}`);
      await successor.page.getByLabel(successor.says("session.name"), { exact: true }).fill("A. Successor");
      await successor.page.getByLabel(successor.says("session.password"), { exact: true }).fill(PASSWORD);
      await successor.the("button", "session.invitation.accept").click();
      await successor.page.waitForURL((url) => url.pathname === `/${tongue}`);
      await successor.open("/team");
      await successor.page.getByText("A. Successor", { exact: true }).last().waitFor();
    },
  );
});
