import { describe, expect } from "vitest";

import { house } from "./harness/house";
import { asks } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

interface Shown {
  id: string;
  secret: string;
}

/** What a program shows to get a token; none where the service gives it none. */
async function tokenFor({ id, secret }: Shown): Promise<string | null> {
  const answer = await fetch(`${house().server}/oauth/token`, {
    method: "POST",
    headers: {
      Authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  return answer.ok ? ((await answer.json()) as { access_token: string }).access_token : null;
}

/** A day so many days from now, as a field for days takes it. */
const day = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** Identifier and secret, which are shown once; nothing closes them but the word that they are kept. */
async function take(visitor: Visitor): Promise<Shown> {
  const { page, hand } = visitor;
  const dialog = page.getByRole("dialog");
  await visitor.the("button", "program.copySecret").waitFor();
  expect(await visitor.barriers()).toEqual([]);
  const [id = "", secret = ""] = await dialog.locator("dl code").allTextContents();
  const done = visitor.the("button", "security.codes.done");
  expect(await done.isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await done.waitFor();
  await hand.tick(page.getByRole("checkbox", { name: visitor.says("program.kept"), exact: true }));
  await hand.press(done);
  await dialog.waitFor({ state: "detached" });
  return { id, secret };
}

describe("a focal point", () => {
  story.for(PLACES)(
    "makes a program, gives it a new secret and ends it, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = focal;
      const program = `Archive ${tongue} ${size}`;
      await focal.signIn("focal-point.qog@example.org", "/team");
      await focal.the("heading", "program.title").waitFor();
      expect(await focal.barriers()).toEqual([]);

      await hand.press(focal.the("button", "program.make"));
      const dialog = page.getByRole("dialog");
      const until = dialog.getByLabel(focal.says("program.until"), { exact: true });
      await hand.type(dialog.getByLabel(focal.says("program.name"), { exact: true }), program);
      await hand.tick(page.getByRole("checkbox", { name: focal.says("program.may.draft"), exact: true }));
      // Longer than a secret lasts is said beside the field.
      await until.fill(day(400));
      await hand.press(focal.the("button", "program.makeNow"));
      await dialog.getByText(focal.says("program.noDay")).waitFor();
      expect(await focal.barriers()).toEqual([]);
      await until.fill(day(90));
      await hand.press(focal.the("button", "program.makeNow"));
      const first = await take(focal);
      const row = page.locator("#programs ~ ul > li").filter({ hasText: program });
      await row.waitFor();
      expect(await row.textContent()).toContain(first.id);
      expect(await focal.barriers()).toEqual([]);

      // It gets in by itself, and reads what its role reads.
      const token = await tokenFor(first);
      const { submissions } = await asks<{ submissions: { state: { code: string } }[] }>(
        token,
        "{ submissions { state { code } } }",
      );
      expect(new Set(submissions.map(({ state }) => state.code))).toEqual(new Set(["QOG"]));

      // A second secret beside the first, which is ended then.
      await hand.press(focal.the("button", "program.renewOf", { name: program }));
      await until.fill(day(180));
      await hand.press(focal.the("button", "program.renewNow"));
      const second = await take(focal);
      expect([second.id, second.secret === first.secret]).toEqual([first.id, false]);
      const ends = page
        .getByRole("button", { name: focal.pattern("program.endSecretOf") })
        .and(row.getByRole("button"));
      await expect.poll(() => ends.count()).toBe(2);
      await hand.press(ends.first());
      await expect.poll(() => ends.count()).toBe(1);
      const stillIn = [await tokenFor(first), await tokenFor(second)].filter((one) => one !== null);
      expect(stillIn.length).toBe(1);

      await hand.press(focal.the("button", "program.endOf", { name: program }));
      await focal.the("heading", "program.endTitle", { name: program }).waitFor();
      expect(await focal.barriers()).toEqual([]);
      await hand.press(focal.the("button", "program.endNow"));
      await row.waitFor({ state: "detached" });
      await page.getByText(focal.pattern("program.past")).or(page.locator("#programs ~ details")).first().waitFor();
      expect([await tokenFor(first), await tokenFor(second)]).toEqual([null, null]);
      expect(await focal.barriers()).toEqual([]);
    },
  );
});

describe("an administrator", () => {
  story.for([
    { tongue: "en", size: "desktop" },
    { tongue: "ar", size: "phone" },
    { tongue: "zh", size: "desktop" },
  ] as const)("makes a program of the secretariat, in $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    const administrator = await visitor(tongue, size);
    const { page, hand } = administrator;
    await administrator.signIn("administrator@example.org", "/accreditation");
    await hand.pick(page.getByRole("combobox", { name: administrator.says("security.whose") }), "secretariat");
    await hand.press(administrator.the("button", "program.make"));
    const dialog = page.getByRole("dialog");
    await hand.type(dialog.getByLabel(administrator.says("program.name"), { exact: true }), `Figures ${tongue}`);
    await dialog.getByLabel(administrator.says("program.until"), { exact: true }).fill(day(30));
    await hand.press(administrator.the("button", "program.makeNow"));
    expect(await tokenFor(await take(administrator))).not.toBeNull();
    expect(await administrator.barriers()).toEqual([]);
  });
});
