import { describe, expect } from "vitest";

import type { MessageId } from "../src/i18n/message-id";
import { changes, small } from "./harness/drafts";
import { asks, editor } from "./harness/people";
import { EVERYWHERE, story } from "./harness/story";

const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

describe("a catalogue editor", () => {
  story.for(PLACES)(
    "answers a draft as a delegate would, and keeps what was typed in the tab alone, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `tries.${tongue}@example.org`;
      const token = await editor(email);
      const id = await small(token, `tried-${tongue}-${Date.now().toString(36)}`);
      const question = { isExpected: true, level: "CORE", provisions: ["A-RES-69-28/3"] };
      const isYes = { question: "VS.has", operator: "EQUAL", isTrue: true };
      const enabledWhen = { behaviour: "ALL", conditions: [isYes] };
      const revision = await changes(token, id, 2, [
        { putQuestion: { ...question, code: "VS.has", kind: "BOOLEAN" } },
        { putQuestion: { ...question, code: "VS.body", kind: "SHORT_TEXT", maxLength: 10, enabledWhen } },
        { putQuestion: { ...question, code: "VS.links", kind: "EVIDENCE", maxItems: 3, level: "EXTENDED" } },
        { setShortPath: { modules: ["v"], maxQuestions: 5 } },
      ]);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      await who.signIn(email, `/editor/${id}`);
      await hand.press(who.the("link", "editor.view.trial"));
      await who.text("editor.trial.intro").waitFor();
      const asked = (code: string, isAsked: boolean) => page.locator(`[id="${code}"][data-asked="${isAsked}"]`);
      const outcome = (messages: [MessageId, Record<string, number>][]) =>
        Promise.all(messages.map(([message, values]) => who.text(message, values).waitFor()));
      await asked("VS.body", false).waitFor();
      expect(await asked("VS.body", false).getByRole("textbox").count()).toBe(0);
      await outcome([
        ["editor.trial.shown", { shown: 3, all: 4, answered: 0 }],
        ["editor.trial.missingCount", { count: 2 }],
        ["editor.trial.problemCount", { count: 0 }],
        ["editor.trial.shortPath", { core: 2, answered: 0 }],
      ]);
      expect(await who.obstacles()).toEqual([]);

      // An answer shows what depends on it, and the rules say what they would say to a delegate.
      const has = asked("VS.has", true);
      const yes = has.getByRole("radio", { name: who.says("survey.yes"), exact: true });
      await hand.choose(yes);
      const body = asked("VS.body", true).getByRole("textbox");
      await hand.type(body, "An agency of many words");
      await outcome([
        ["editor.trial.shown", { shown: 4, all: 4, answered: 2 }],
        ["editor.trial.missingCount", { count: 1 }],
        ["editor.trial.problemCount", { count: 1 }],
        ["editor.trial.shortPath", { core: 3, answered: 2 }],
      ]);
      const said = await who.asks<{ editionDraft: { trial: { problems: { message: string }[] } } }>(
        `query ($id: ID!, $answers: [SampleAnswerInput!]!) {
          editionDraft(id: $id) { trial(answers: $answers) { problems { message } } }
        }`,
        {
          id,
          answers: [
            { question: "VS.has", answer: { boolean: true } },
            { question: "VS.body", answer: { shortText: "An agency of many words" } },
          ],
        },
        { Authorization: `Bearer ${token}` },
      );
      const [problem] = said.editionDraft.trial.problems;
      await asked("VS.body", true)
        .getByText(who.says("survey.problem", { message: problem!.message }))
        .waitFor();
      expect(await who.obstacles()).toEqual([]);

      // Links are all the evidence that there is here.
      await hand.press(asked("VS.links", true).getByRole("button", { name: who.says("evidence.addLink") }));
      await hand.type(
        asked("VS.links", true).getByLabel(who.says("survey.link"), { exact: true }),
        "https://example.org",
      );
      await who.text("editor.trial.missingCount", { count: 0 }).waitFor();

      // What was typed is here after another tab of the page and after a reload, and nobody keeps it but this tab.
      await hand.press(who.the("link", "editor.view.preview"));
      await who.text("editor.previewIntro").waitFor();
      await hand.press(who.the("link", "editor.view.trial"));
      await body.waitFor();
      expect(await body.inputValue()).toBe("An agency of many words");
      await page.reload();
      await who.text("editor.trial.shown", { shown: 4, all: 4, answered: 3 }).waitFor();
      expect(await body.inputValue()).toBe("An agency of many words");
      expect(await yes.isChecked()).toBe(true);
      const { editionDraft } = await asks<{ editionDraft: object }>(
        token,
        `{ editionDraft(id: "${id}") { revision } }`,
      );
      expect(editionDraft).toEqual({ revision });

      // The short path shows core questions alone.
      await hand.toggle(who.the("radio", "survey.pathCore", { count: 3 }));
      await who.text("editor.trial.others", { count: 1 }).waitFor();
      expect(await page.locator('[id="VS.links"]').count()).toBe(0);
      expect(await who.obstacles()).toEqual([]);
      await hand.press(who.the("button", "survey.showAll"));
      await asked("VS.links", true).waitFor();

      // A question that a colleague removes leaves its sample without a place: it is told, and taken back.
      const colleague = await editor(`colleague.${email}`);
      await changes(colleague, id, revision, [{ removeQuestion: "VS.links" }]);
      await hand.type(body, "An agency");
      await page.locator('[id="VS.links"]').waitFor({ state: "detached" });
      const mend = who.the("button", "editor.trial.toMend", { count: 1 });
      await hand.press(mend);
      await page.getByRole("listitem").filter({ hasText: "VS.links" }).getByRole("button").waitFor();
      expect(await who.obstacles()).toEqual([]);
      await hand.press(page.getByRole("listitem").filter({ hasText: "VS.links" }).getByRole("button"));
      await who.text("editor.trial.problemCount", { count: 0 }).waitFor();

      await hand.press(who.the("button", "editor.trial.empty"));
      await who.the("button", "editor.trial.emptyNow").waitFor();
      expect(await who.barriers()).toEqual([]);
      await hand.press(who.the("button", "editor.trial.emptyNow"));
      await asked("VS.body", false).waitFor();
      expect(await yes.isChecked()).toBe(false);
      expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("samples")))).toEqual(
        [],
      );
    },
  );
});
