import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect } from "vitest";

import { Authenticator } from "./harness/authenticator";
import { asks, does, enrolled, newcomer, PASSWORD, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));
const FOCAL = "focal-point.qoe@example.org";

/** A person of their own for each story, so that none meets what another changed. */
const address = (what: string, { tongue, size }: { tongue: string; size: string }) =>
  `${what}.${tongue}.${size}@example.org`;

/** What is refused is answered with 4xx, and the browser says so. */
const REFUSED = /40[0-9]|status of 4/;

/** Password, key, code: until the recovery codes are shown. */
async function setUp(visitor: Visitor): Promise<{ authenticator: Authenticator; codes: string[] }> {
  const { page, hand } = visitor;
  const dialog = page.getByRole("dialog");
  await visitor.the("heading", "security.setUp.title").waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await hand.type(dialog.getByLabel(visitor.says("session.password"), { exact: true }), PASSWORD);
  await hand.press(visitor.the("button", "security.continue"));
  await visitor.the("img", "security.key.alt").waitFor();
  expect(await visitor.barriers()).toEqual([]);
  const secret = (await dialog.locator("code").first().textContent()) ?? "";
  expect(secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const link = await dialog.getByRole("link").getAttribute("href");
  expect(link).toContain(`secret=${secret.replaceAll(" ", "")}`);
  const authenticator = new Authenticator(secret);

  const field = dialog.getByLabel(visitor.says("security.key.code"), { exact: true });
  await hand.type(field, authenticator.wrong());
  await hand.press(visitor.the("button", "security.key.confirm"));
  await dialog.getByRole("alert").getByText(visitor.says("security.fault.code")).waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await hand.type(field, await authenticator.next());
  await hand.press(visitor.the("button", "security.key.confirm"));
  const list = dialog.getByRole("list", { name: visitor.says("security.codes"), exact: true });
  await list.waitFor();
  expect(await visitor.barriers()).toEqual([]);
  const codes = await list.locator("code").allTextContents();
  expect(new Set(codes).size).toBe(10);
  return { authenticator, codes };
}

/** Says that the codes are kept; before that, nothing closes them. */
async function keep(visitor: Visitor) {
  const { page, hand } = visitor;
  const done = visitor.the("button", "security.codes.done");
  expect(await done.isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await done.waitFor();
  await hand.tick(page.getByRole("checkbox", { name: visitor.says("security.codes.kept"), exact: true }));
  await hand.press(done);
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Address and password, until a code is asked for. */
async function toTheCode(visitor: Visitor, email: string) {
  const { page, hand } = visitor;
  await visitor.open(`/sign-in?next=${encodeURIComponent(`/${visitor.tongue}/security`)}`);
  await hand.type(page.getByLabel(visitor.says("session.email"), { exact: true }), email);
  await hand.type(page.getByLabel(visitor.says("session.password"), { exact: true }), PASSWORD);
  await hand.press(visitor.the("button", "session.signIn"));
  const field = page.getByLabel(visitor.says("session.code"), { exact: true });
  await field.waitFor();
  return field;
}

describe("a second factor", () => {
  story.for(PLACES)(
    "is set up, shown, replaced by a recovery code and turned off, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = address("factor", { tongue, size });
      await newcomer(await tokenOf(FOCAL), "QOE", "READER", email);
      const owner = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = owner;
      await owner.signIn(email, "/submissions");
      owner.forgive(REFUSED);
      await owner.unfoldMenu();
      await hand.press(page.getByRole("button", { name: email.split("@")[0]!, exact: true }));
      await page.getByRole("menuitem", { name: owner.says("shell.security"), exact: true }).click();
      await owner.text("security.factor.off").waitFor();
      expect(await owner.barriers()).toEqual([]);

      await hand.press(owner.the("button", "shell.setUpFactor"));
      const { authenticator, codes } = await setUp(owner);
      const arriving = page.waitForEvent("download");
      await hand.press(owner.the("button", "security.codes.download"));
      const kept = join(tmpdir(), `normtrack-${tongue}-${size}.txt`);
      await (await arriving).saveAs(kept);
      const file = await readFile(kept, "utf8");
      await rm(kept);
      expect(codes.every((code) => file.includes(code))).toBe(true);
      expect(file).toContain(email);
      await keep(owner);
      await owner.text("security.factor.left", { count: 10 }).waitFor();
      // Where the button was that began it, the focus is not lost.
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("factor");
      expect(await owner.barriers()).toEqual([]);

      // On another device: a wrong code is refused in words, the right one signs in.
      const second = await visitor(tongue, size, { isKeyboardOnly });
      second.forgive(REFUSED);
      const field = await toTheCode(second, email);
      expect(await second.barriers()).toEqual([]);
      await second.hand.type(field, authenticator.wrong());
      await second.hand.press(second.the("button", "session.signIn"));
      await second.page.getByRole("alert").getByText(second.says("session.signIn.failed")).waitFor();
      expect(await second.barriers()).toEqual([]);
      const typed = await authenticator.next();
      // As a keyboard for Arabic writes digits.
      const digits = tongue === "ar" ? typed.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!) : typed;
      await second.hand.type(field, digits);
      await second.hand.press(second.the("button", "session.signIn"));
      await second.the("heading", "security.sessions").waitFor();

      // On a third one without the authenticator: a recovery code, however it is typed.
      const third = await visitor(tongue, size, { isKeyboardOnly });
      third.forgive(REFUSED);
      const other = await toTheCode(third, email);
      await third.hand.type(other, codes[0]!.toLowerCase().replaceAll("-", " "));
      await third.hand.press(third.the("button", "session.signIn"));
      await third.text("security.factor.left", { count: 9 }).waitFor();
      const rows = third.page.locator("#sessions ~ ul > li");
      await expect.poll(() => rows.count()).toBe(3);
      expect(await rows.first().textContent()).toContain(third.says("security.means.recoveryCode"));
      expect(await third.barriers()).toEqual([]);

      // The others are ended: one, then all.
      const [end] = [third.page.getByRole("button", { name: third.pattern("security.sessions.endOf") })];
      await third.hand.press(end.first());
      await expect.poll(() => rows.count()).toBe(2);
      await third.hand.press(third.the("button", "security.sessions.endOthers"));
      await third.text("security.sessions.ended", { count: 1 }).waitFor();
      await expect.poll(() => rows.count()).toBe(1);

      // New recovery codes, and with one of them the factor is turned off.
      const again = await visitor(tongue, size, { isKeyboardOnly });
      again.forgive(REFUSED);
      await again.hand.type(await toTheCode(again, email), codes[1]!);
      await again.hand.press(again.the("button", "session.signIn"));
      await again.text("security.factor.left", { count: 8 }).waitFor();
      await again.hand.press(again.the("button", "security.factor.renew"));
      const prove = async (code: string, act: Parameters<Visitor["says"]>[0]) => {
        const dialog = again.page.getByRole("dialog");
        await again.hand.type(dialog.getByLabel(again.says("session.password"), { exact: true }), PASSWORD);
        await again.hand.type(dialog.getByLabel(again.says("session.code"), { exact: true }), code);
        await again.hand.press(dialog.getByRole("button", { name: again.says(act), exact: true }));
      };
      expect(await again.barriers()).toEqual([]);
      await prove(codes[1]!, "security.renew.now");
      await again.page.getByRole("alert").getByText(again.says("security.fault.code")).waitFor();
      await prove(codes[2]!, "security.renew.now");
      const renewed = again.page.getByRole("list", { name: again.says("security.codes"), exact: true });
      await renewed.waitFor();
      const [fresh = ""] = await renewed.locator("code").allTextContents();
      expect(codes).not.toContain(fresh);
      await keep(again);
      await again.hand.press(again.the("button", "security.factor.end"));
      await prove(fresh, "security.end.now");
      await again.text("security.factor.off").waitFor();
      expect(await again.barriers()).toEqual([]);

      // And out, everywhere at once.
      await again.hand.press(again.the("button", "security.sessions.everywhere"));
      await again.page.getByRole("alertdialog").waitFor();
      expect(await again.barriers()).toEqual([]);
      await again.hand.press(again.the("button", "security.everywhere.now"));
      await again.page.waitForURL((url) => url.pathname === `/${tongue}`);
    },
  );
});

describe("a role that comes to need a second factor", () => {
  story.for(PLACES)(
    "loses nothing that was typed, and leads to setting one up, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const administrator = await tokenOf("administrator@example.org");
      const rule = (isNeeded: boolean) =>
        does(administrator, "setSecondFactorRule", { role: "FOCAL_POINT", isNeeded }, "roles");
      const first = await tokenOf("focal-point.qnz@example.org");
      const email = address("writer", { tongue, size });
      await newcomer(first, "QNZ", "FOCAL_POINT", email);
      const { submissions } = await asks<{ submissions: { id: string; stage: string }[] }>(
        first,
        "{ submissions { id stage } }",
      );
      const file = submissions.find(({ stage }) => stage === "DRAFTING")!.id;
      const writer = await visitor(tongue, size, { isKeyboardOnly });
      writer.forgive(REFUSED, /WebSocket|event-stream/);
      const { hand } = writer;
      await writer.signIn(email, `/submissions/${file}/survey/GEN`);
      const survey = new Survey(writer);
      const text = `Ministry of Rivers, ${tongue}, ${size}`;
      await survey.write("GEN.authority", text);
      await rule(true);
      try {
        const field = survey.question("GEN.authority").getByRole("textbox").first();
        await hand.type(field, `${text}, and Lakes`);
        const begin = writer.the("button", "shell.setUpFactor");
        await begin.waitFor();
        expect(await field.inputValue()).toBe(`${text}, and Lakes`);
        expect(await writer.barriers()).toEqual([]);
        await hand.press(begin);
        await setUp(writer);
        await keep(writer);
        await begin.waitFor({ state: "detached" });

        expect(await field.inputValue()).toBe(`${text}, and Lakes`);
        await hand.press(writer.the("button", "survey.tryNow"));
        await survey.isSaved("GEN.authority");
      } finally {
        await rule(false);
      }
      const { submission } = await asks<{ submission: { answer: { content: { value: { text: string } } } } }>(
        first,
        `query ($id: ID!) { submission(id: $id) { answer(question: "GEN.authority") { content { value {
          ... on TextValue { text } } } } } }`,
        { id: file },
      );
      expect(submission.answer.content.value.text).toBe(`${text}, and Lakes`);
    },
  );
});

describe("an administrator", () => {
  story.for(PLACES)(
    "says which roles need a second factor, and resets one that is lost, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = address("lost", { tongue, size });
      await enrolled(await newcomer(await tokenOf(FOCAL), "QOE", "READER", email));
      const administrator = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = administrator;
      await administrator.signIn("administrator@example.org", "/accreditation");
      const analyst = page.getByRole("switch", { name: administrator.says("session.role.analyst") });
      await analyst.waitFor();
      expect(await administrator.barriers()).toEqual([]);

      const role = administrator.says("session.role.analyst");
      const roles = async () =>
        (await administrator.asksSignedIn<{ secondFactorRoles: string[] }>("{ secondFactorRoles }")).secondFactorRoles;
      await hand.tick(analyst);
      await administrator.the("heading", "security.rules.onTitle", { role }).waitFor();
      expect(await administrator.barriers()).toEqual([]);
      // Nothing has happened yet.
      expect(await roles()).toEqual([]);
      await hand.press(administrator.the("button", "security.rules.onNow"));
      await expect.poll(() => analyst.isChecked()).toBe(true);
      expect(await roles()).toEqual(["ANALYST"]);
      await hand.tick(analyst);
      await hand.press(administrator.the("button", "security.rules.offNow"));
      await expect.poll(() => analyst.isChecked()).toBe(false);
      expect(await roles()).toEqual([]);

      // A role of one's own, without a second factor: said before one shuts oneself out.
      await hand.tick(page.getByRole("switch", { name: administrator.says("session.role.administrator") }));
      await administrator.text("security.rules.shutsOut").waitFor();
      await hand.press(administrator.the("button", "security.rules.leave"));

      const whose = page.getByRole("combobox", { name: administrator.says("security.whose") });
      await hand.pick(whose, "secretariat");
      await page.locator("#people ~ ul li li").getByText(role, { exact: true }).first().waitFor();
      await hand.pick(whose, "QOE");
      const name = email.split("@")[0]!;
      await hand.press(administrator.the("button", "security.reset.of", { name }));
      await administrator.the("heading", "security.reset.title", { name }).waitFor();
      expect(await administrator.barriers()).toEqual([]);
      const dialog = page.getByRole("alertdialog");
      await hand.press(administrator.the("button", "security.continue"));
      await dialog.getByText(administrator.says("security.reset.noReason")).waitFor();
      await hand.type(dialog.getByRole("textbox"), "They called from the mission.");
      await hand.press(administrator.the("button", "security.continue"));
      await dialog.getByText("They called from the mission.").waitFor();
      expect(await administrator.barriers()).toEqual([]);
      await hand.press(administrator.the("button", "security.reset.now"));
      await dialog.waitFor({ state: "detached" });
      await page.getByText(administrator.pattern("security.reset.done")).waitFor();
      expect(await administrator.barriers()).toEqual([]);

      // The password alone lets them in again.
      await tokenOf(email);
    },
  );
});
