import { describe, expect } from "vitest";

import { does, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

const OFFICER = "secretariat-officer@example.org";
/** A State that no other story invites. */
const INVITED = "QOB";
/** And another one, which is invited later. */
const FURTHER = "QOE";
const TAKEN = "fictional-views";
const TITLE = { en: "Views of 2030", ar: "آراء عام 2030", zh: "2030年的看法" } as Record<string, string>;
const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

type Id = Parameters<Visitor["says"]>[0];

const field = (who: Visitor, id: Id) => who.page.getByLabel(who.says(id), { exact: true }).first();
const dated = (who: Visitor, place: string) => who.page.locator(`[data-place="${place}"] input`);

/** Types a part of a name, and takes the first of what is found. */
async function find(who: Visitor, id: Id, part: string) {
  const box = who.the("combobox", id);
  // On a screen that is touched the page moves when the field is, and moving closes what is open.
  if (!who.isKeyboardOnly) await box.click();
  await who.hand.type(box, part);
  await who.page.getByRole("listbox").getByRole("option").first().waitFor();
  await who.page.keyboard.press("ArrowDown");
  await who.page.keyboard.press("Enter");
  await who.page.getByRole("listbox").getByRole("option").first().waitFor({ state: "detached" });
}

/** What is told beside a field, which has the focus. */
async function isTold(who: Visitor, place: string, id: Id) {
  await who.page.locator(`[data-place="${place}"]`).getByText(who.says(id), { exact: true }).waitFor();
  expect(
    await who.page.evaluate(
      (name) => document.activeElement?.closest("[data-place]")?.getAttribute("data-place") === name,
      place,
    ),
  ).toBe(true);
}

interface Named {
  provision: { paragraph: string; instrument: { symbol: string } };
  state: { name: { content: string } };
}

interface Opened {
  round: {
    stage: string;
    opensAt: string;
    closesAt: string;
    invitedCount: number;
    isInvited: boolean;
    mandate: { provision: { code: string } };
  };
}

describe("an officer of the secretariat", () => {
  story.for(PLACES)(
    "plans a round, mends what is refused, and announces it, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const key = `story-${tongue}-${size}-${Date.now().toString(36)}`;
      const title = `${TITLE[tongue]} ${size} ${key.split("-").at(-1)}`;
      const officer = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = officer;
      page.on("dialog", (dialog) => void dialog.accept());
      await officer.signIn(OFFICER, "/rounds");
      await page.getByRole("article").or(page.getByRole("listitem")).first().waitFor();
      expect(await officer.obstacles()).toEqual([]);
      await hand.press(officer.the("link", "rounds.plan"));
      await officer.the("heading", "rounds.part.what").waitFor();
      expect(await officer.obstacles()).toEqual([]);

      // What is missing is told beside each field before anything is asked.
      const look = officer.the("button", "rounds.look");
      await expect.poll(() => look.isEnabled()).toBe(true);
      await hand.press(look);
      await page
        .getByRole("alert")
        .getByText(officer.says("rounds.toMend", { count: 4 }))
        .waitFor();
      await isTold(officer, "edition", "rounds.fault.edition");
      expect(await officer.obstacles()).toEqual([]);
      await hand.pick(
        dated(officer, "edition").or(page.locator('[data-place="edition"] select')),
        "views-and-assessments/1",
      );
      // The key comes of itself, until somebody types another one.
      expect(await field(officer, "rounds.key").inputValue()).toMatch(/^views-and-assessments-20\d\d$/);
      await hand.type(field(officer, "rounds.title"), title);
      await hand.type(field(officer, "rounds.key"), TAKEN);

      // It is there again when the page is loaded anew.
      await page.reload();
      await officer.text("rounds.wasKept").waitFor();
      expect(await field(officer, "rounds.title").inputValue()).toBe(title);

      const { provision, state } = await officer.asks<Named>(`{
        provision(code: "A-RES-69-28/3") { paragraph instrument { symbol } }
        state(code: "${INVITED}") { name { content } }
      }`);
      await find(officer, "rounds.findParagraph", `${provision.instrument.symbol}, ${provision.paragraph}`);
      await page.getByRole("row").filter({ hasText: provision.instrument.symbol }).waitFor();
      await hand.choose(officer.the("radio", "rounds.later"));
      await dated(officer, "opensAt").fill("2030-01-15T09:00");
      await dated(officer, "closesOn").fill("2029-12-31");
      await find(officer, "rounds.addFictionalState", state.name.content);
      await officer.text("rounds.invitedCount", { members: 1, observers: 0 }).waitFor();
      expect(await officer.obstacles()).toEqual([]);

      // Each refusal of the service stands beside its field, and nothing typed is lost.
      const open = officer.the("button", "rounds.openLater");
      officer.forgive(/422|409|400/);
      await hand.press(look);
      await officer.text("rounds.cannotBeUndone").waitFor();
      expect(await officer.obstacles()).toEqual([]);
      await hand.press(open);
      await isTold(officer, "closesOn", "rounds.refused.beforeOpening");
      expect(await officer.obstacles()).toEqual([]);
      await dated(officer, "closesOn").fill("2030-06-30");
      await hand.press(look);
      await hand.press(open);
      await isTold(officer, "key", "rounds.refused.key");
      await officer.the("link", "rounds.seeTaken").waitFor();
      await hand.type(field(officer, "rounds.key"), key);
      await hand.press(look);
      await hand.press(open);

      await page.waitForURL((url) => url.pathname === `/${tongue}/rounds/${key}`);
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      await officer.the("link", "coverage.toStatus").waitFor();
      expect(await officer.obstacles()).toEqual([]);
      const { round } = await officer.asks<Opened>(
        `{ round(key: "${key}") { stage opensAt closesAt invitedCount isInvited(state: "${INVITED}") mandate { provision { code } } } }`,
      );
      expect(round).toEqual({
        stage: "PLANNED",
        // 09:00 and 24:00 in New York.
        opensAt: "2030-01-15T14:00:00+00:00",
        closesAt: "2030-07-01T04:00:00+00:00",
        invitedCount: 1,
        isInvited: true,
        mandate: { provision: { code: "A-RES-69-28/3" } },
      });

      // Until it opens, further States join the list; each act says first what changes.
      await hand.press(officer.the("button", "rounds.act.invite"));
      await officer.text("rounds.means.invite").waitFor();
      const further = await officer.asks<{ state: { name: { content: string } } }>(
        `{ state(code: "${FURTHER}") { name { content } } }`,
      );
      await find(officer, "rounds.addFictionalState", further.state.name.content);
      expect(await officer.barriers()).toEqual([]);
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByText(officer.says("rounds.invitedCount", { members: 2, observers: 0 })).waitFor();
      expect(await officer.obstacles()).toEqual([]);

      // Whoever plans the next one begins with nothing.
      await officer.open("/rounds/plan");
      await officer.the("heading", "rounds.part.what").waitFor();
      expect(await field(officer, "rounds.title").inputValue()).toBe("");

      // Everybody reads what it is, and nobody else plans.
      const reader = await visitor(tongue, size);
      await reader.open("/coverage");
      await reader.the("link", "shell.rounds").click();
      await reader.page.getByRole("link", { name: title, exact: true }).click();
      await reader.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      expect(await reader.the("link", "coverage.toStatus").count()).toBe(0);
      await reader.the("button", "rounds.whoIsInvited").click();
      await reader.page.getByRole("listitem").filter({ hasText: state.name.content }).waitFor();
      expect(await reader.obstacles()).toEqual([]);
      await reader.open("/rounds");
      await reader.page.getByRole("link", { name: title, exact: true }).waitFor();
      expect(await reader.the("link", "rounds.plan").count()).toBe(0);
    },
  );

  story.for(PLACES.filter(({ tongue }) => tongue !== "zh"))(
    "extends a round, closes it sooner, and calls a planned one off, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const suffix = `${tongue}-${size}-${Date.now().toString(36)}`;
      const token = await tokenOf(OFFICER);
      const open = (key: string, period: object) =>
        does(
          token,
          "openRound",
          {
            key,
            title: [{ language: "EN", content: key }],
            edition: "poa-views/1",
            mandate: { provision: "A-RES-77-37/3" },
            invited: [INVITED],
            ...period,
          },
          "round { id }",
        );
      await open(`open-${suffix}`, { closesOn: "2031-06-30" });
      await open(`planned-${suffix}`, { opensAt: "2031-01-01T00:00:00Z", closesOn: "2031-06-30" });
      const officer = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = officer;
      const ends = async () =>
        (await officer.asks<{ round: { closesOn: string } }>(`{ round(key: "open-${suffix}") { closesOn } }`)).round
          .closesOn;
      const day = page.getByRole("dialog").locator("input[type=date]");
      await officer.signIn(OFFICER, `/rounds/open-${suffix}`);

      // What the service refuses is told in the dialog, with what was typed.
      await hand.press(officer.the("button", "rounds.act.extend"));
      await officer.text("rounds.means.extend").waitFor();
      await day.fill("2031-05-31");
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("alert").getByText(officer.says("rounds.notDone")).waitFor();
      expect(await day.inputValue()).toBe("2031-05-31");
      expect(await officer.barriers()).toEqual([]);
      await day.fill("2031-07-31");
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await ends()).toBe("2031-07-31");

      await hand.press(officer.the("button", "rounds.act.close"));
      await day.fill("2031-06-15");
      expect(await officer.barriers()).toEqual([]);
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await ends()).toBe("2031-06-15");

      await officer.open(`/rounds/planned-${suffix}`);
      await hand.press(officer.the("button", "rounds.act.callOff"));
      await officer.text("rounds.means.callOff").waitFor();
      expect(await officer.barriers()).toEqual([]);
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.waitForURL((url) => url.pathname === `/${tongue}/rounds`);
      const { round } = await officer.asks<{ round: unknown }>(`{ round(key: "planned-${suffix}") { id } }`);
      expect(round).toBeNull();
    },
  );

  story.for(PLACES)(
    "revises a planned round over what a colleague changed, and makes an open one read only, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const suffix = `${tongue}-${size}-${Date.now().toString(36)}`;
      const token = await tokenOf(OFFICER);
      const open = async (key: string, period: object) => {
        const input = {
          key,
          title: [{ language: tongue.toUpperCase(), content: key }],
          edition: "poa-views/1",
          mandate: { provision: "A-RES-77-37/3" },
          invited: [INVITED],
          closesOn: "2031-06-30",
          ...period,
        };
        return (await does<{ round: { id: string } }>(token, "openRound", input, "round { id }")).round.id;
      };
      const planned = await open(`revised-${suffix}`, { opensAt: "2031-01-01T05:00:00Z" });
      const underWay = await open(`archived-${suffix}`, {});
      const officer = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = officer;
      page.on("dialog", (dialog) => void dialog.accept());
      officer.forgive(/422|409|400/);
      const title = `${TITLE[tongue]} ${suffix}`;
      const save = officer.the("button", "rounds.save");
      await officer.signIn(OFFICER, `/rounds/revised-${suffix}`);
      await hand.press(officer.the("link", "rounds.act.revise"));
      await officer.the("heading", "rounds.part.period").waitFor();
      expect(await dated(officer, "opensAt").inputValue()).toBe("2031-01-01T00:00");
      expect(await save.isDisabled()).toBe(true);
      await hand.type(field(officer, "rounds.title"), title);
      await dated(officer, "closesOn").fill("2030-12-31");
      expect(await officer.obstacles()).toEqual([]);
      await hand.press(save);
      await isTold(officer, "closesOn", "rounds.refused.beforeOpening");
      await dated(officer, "closesOn").fill("2031-07-31");

      // Meanwhile a colleague gives it another opening and another last day: both are told, and what was typed stays.
      const theirs = { round: planned, revision: 1, opensAt: "2031-02-01T05:00:00Z", closesOn: "2031-08-31" };
      await does(token, "reviseRound", theirs, "round { revision }");
      await hand.press(save);
      await page.getByRole("alert").getByText(officer.says("rounds.meanwhile"), { exact: true }).waitFor();
      await officer.text("rounds.yoursDiffers").waitFor();
      expect(await field(officer, "rounds.title").inputValue()).toBe(title);
      expect(await dated(officer, "closesOn").inputValue()).toBe("2031-07-31");
      expect(await dated(officer, "opensAt").inputValue()).toBe("2031-02-01T00:00");
      expect(await officer.obstacles()).toEqual([]);
      await page.reload();
      await officer.text("rounds.wasKept").waitFor();
      expect(await field(officer, "rounds.title").inputValue()).toBe(title);
      await hand.press(save);
      await page.waitForURL((url) => url.pathname === `/${tongue}/rounds/revised-${suffix}`);
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      const { round } = await officer.asks<{ round: object }>(
        `{ round(key: "revised-${suffix}") { revision opensAt closesOn title { content } } }`,
      );
      expect(round).toEqual({
        revision: 3,
        opensAt: "2031-02-01T05:00:00+00:00",
        closesOn: "2031-07-31",
        title: { content: title },
      });

      // What is archived is said in the dialog, also over what somebody else has changed.
      await officer.open(`/rounds/archived-${suffix}`);
      await hand.press(officer.the("button", "rounds.act.archive"));
      await officer.text("rounds.means.archive").waitFor();
      const at = page.getByRole("dialog").locator("input[type=datetime-local]");
      await at.fill("2031-05-31T09:00");
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("alert").getByText(officer.says("rounds.notDone"), { exact: true }).waitFor();
      expect(await at.inputValue()).toBe("2031-05-31T09:00");
      await at.fill("2031-12-31T09:00");
      await does(token, "extendRound", { round: underWay, revision: 1, closesOn: "2031-08-31" }, "round { revision }");
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("alert").getByText(officer.says("rounds.meanwhile"), { exact: true }).waitFor();
      expect(await at.inputValue()).toBe("2031-12-31T09:00");
      expect(await officer.barriers()).toEqual([]);
      await hand.press(officer.the("button", "rounds.doIt"));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByText(officer.pattern("rounds.archives")).waitFor();
      const archived = await officer.asks<{ round: object }>(
        `{ round(key: "archived-${suffix}") { revision closesOn archivesAt } }`,
      );
      expect(archived.round).toEqual({
        revision: 3,
        closesOn: "2031-08-31",
        archivesAt: "2031-12-31T14:00:00+00:00",
      });
      expect(await officer.obstacles()).toEqual([]);
    },
  );
});
