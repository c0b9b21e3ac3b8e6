import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";

import type { MessageId } from "../src/i18n/message-id";
import { changes, type Drafted, small } from "./harness/drafts";
import { asOwner } from "./harness/owner";
import { asks, does, editor } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

const QUESTIONNAIRE = "views-and-assessments";
const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

const words = (who: Visitor, field: string) => who.page.locator(`[data-field="${field}"] textarea`);

describe("a catalogue editor", () => {
  story.for(PLACES)(
    "continues an edition over what a colleague wrote, tries it, and gives it up, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const language = tongue.toUpperCase();
      const prompt = `PROMPT  ${language}`;
      const email = `editor.${tongue}@example.org`;
      const colleague = await editor(`colleague.${email}`);
      await editor(email);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      page.on("dialog", (dialog) => void dialog.accept());
      await who.signIn(email, "/questionnaires");
      await hand.press(who.the("link", "questionnaire.drafts"));
      await who.the("heading", "editor.begin").waitFor();
      const continued = who.the("combobox", "editor.continued");
      await continued.locator("option").nth(1).waitFor({ state: "attached" });
      expect(await who.obstacles()).toEqual([]);
      // A questionnaire that is there is continued, not begun anew.
      const beginning = (id: MessageId) => page.getByRole("radio", { name: who.says(id), exact: true });
      await hand.choose(beginning("editor.beginFirst"));
      await hand.type(page.getByLabel(who.says("editor.key"), { exact: true }), QUESTIONNAIRE);
      await who.text("editor.keyTaken", { key: QUESTIONNAIRE }).waitFor();
      await hand.choose(beginning("editor.beginNext"));
      await hand.pick(continued, QUESTIONNAIRE);
      await hand.press(who.the("button", "editor.beginNow"));
      await page.waitForURL((url) => url.pathname.startsWith(`/${tongue}/editor/`));
      const id = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1)!);
      await words(who, "TITLE  EN").waitFor();
      expect(await who.obstacles()).toEqual([]);

      // A question is chosen in the tree, and written; a colleague was faster with the same words and with others.
      const { editionDraft } = await asks<{
        editionDraft: {
          preview: { modules: { code: string; sections: { code: string; questions: { code: string }[] }[] }[] };
        };
      }>(
        colleague,
        `{ editionDraft(id: "${id}") { preview { modules { code sections { code questions { code } } } } } }`,
      );
      const module = editionDraft.preview.modules[0]!;
      const section = module.sections[0]!;
      const [question] = section.questions;
      const tree = page.getByRole("navigation", { name: who.says("editor.places") });
      for (const code of [module.code, section.code, question!.code])
        await hand.press(
          tree
            .getByRole("link")
            .filter({ has: page.locator(`code:text-is("${code}")`) })
            .first(),
        );
      await words(who, "PROMPT  EN").waitFor();
      await hand.type(words(who, "PROMPT  EN"), "What I ask");
      // What differs from the edition before is the source wording; what a reader is asked is in the reader's language.
      if (tongue !== "en") await hand.type(words(who, prompt), "What I ask");
      await changes(colleague, id, 1, [
        { setText: { place: "PROMPT", code: question!.code, language: "EN", content: "What a colleague asks" } },
        { setText: { place: "HELP", code: question!.code, language: "FR", content: "Une aide" } },
      ]);
      who.forgive(/409/);
      await hand.press(who.the("button", "editor.save"));
      await page
        .getByRole("alert")
        .getByText(who.says("editor.movedOn", { revision: 2 }))
        .waitFor();
      await who.text("editor.standsNow").waitFor();
      await page.getByText("What a colleague asks", { exact: true }).last().waitFor();
      expect(await words(who, "PROMPT  EN").inputValue()).toBe("What I ask");
      expect(await words(who, "HELP  FR").inputValue()).toBe("Une aide");
      expect(await who.obstacles()).toEqual([]);

      // Nothing typed is lost, wherever somebody goes meanwhile.
      await page.reload();
      await who.text("editor.wasKept").waitFor();
      expect(await words(who, "PROMPT  EN").inputValue()).toBe("What I ask");
      await hand.press(who.the("button", "editor.save"));
      await who.the("button", "editor.save").and(page.locator("[disabled]")).waitFor();
      await hand.press(who.the("link", "editor.view.changes"));
      await page.getByRole("article").getByText(question!.code, { exact: true }).waitFor();
      expect(await who.obstacles()).toEqual([]);
      await hand.press(who.the("link", "editor.view.preview"));
      await hand.press(who.the("button", "questionnaire.unfold"));
      await page.locator(`[id="${question!.code}"]`).getByText("What I ask").waitFor();
      expect(await who.obstacles()).toEqual([]);

      // What it means for what is filed is told in numbers, and names no State.
      const { editionDraft: tried } = await asks<{
        editionDraft: { simulation: { position: number; answers: number; states: number; questions: object[] } };
      }>(colleague, `{ editionDraft(id: "${id}") { simulation { position answers states questions { question } } } }`);
      const { questions, ...numbers } = tried.simulation;
      await hand.press(who.the("link", "editor.view.answers"));
      await who.text("editor.lookedAt", numbers).waitFor();
      if (questions.length > 0) expect(await page.locator("tbody tr").count()).toBe(questions.length);
      expect(await who.obstacles()).toEqual([]);

      await hand.press(who.the("link", "editor.view.end"));
      await hand.press(who.the("button", "editor.discard"));
      await who.the("button", "editor.discardNow").waitFor();
      expect(await who.barriers()).toEqual([]);
      await hand.press(who.the("button", "editor.discardNow"));
      await page.waitForURL((url) => url.pathname === `/${tongue}/editor`);
      await who.text("editor.stage.discarded").first().waitFor();
    },
  );

  story.for(PLACES)(
    "is led to what is missing, mends it, and publishes, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `publisher.${tongue}@example.org`;
      const token = await editor(email);
      const key = `invented-${tongue}-${Date.now().toString(36)}`;
      const id = await small(token, key);
      await changes(token, id, 2, [{ setText: { place: "PROMPT", code: "VS.views", language: "EN", content: "" } }]);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      await who.signIn(email, `/editor/${id}`);
      await page.locator("[data-fault]").first().waitFor();
      expect(await who.obstacles()).toEqual([]);
      await hand.press(page.locator("[data-fault]").getByRole("link", { name: "VS.views", exact: true }).first());
      await hand.type(words(who, "PROMPT  EN"), "What do you think?");
      await hand.press(who.the("button", "editor.save"));
      await who.text("editor.faultCount", { count: 0 }).waitFor();
      expect(await who.obstacles()).toEqual([]);

      // What a question is can be changed beside its words, and another one is put after it.
      await hand.type(page.getByLabel(who.says("editor.def.maxWords"), { exact: true }), "250");
      await hand.press(who.the("button", "editor.save"));
      await who.text("editor.unsaved", { count: 1 }).waitFor({ state: "detached" });
      const tree = page.getByRole("navigation", { name: who.says("editor.places") });
      const link = (code: string) => tree.getByRole("link").filter({ has: page.locator(`code:text-is("${code}")`) });
      await hand.press(link("VS"));
      const code = page.getByLabel(who.says("editor.act.code.question"), { exact: true });
      await hand.type(code, "VS.more");
      await hand.press(who.the("button", "editor.act.add.question"));
      await link("VS.more").waitFor();
      await hand.type(words(who, "PROMPT  EN"), "What else?");
      await hand.press(who.the("button", "editor.def.addCondition"));
      expect(await who.obstacles()).toEqual([]);
      await hand.press(who.the("button", "editor.save"));
      await who.text("editor.faultCount", { count: 0 }).waitFor();
      await hand.press(who.the("button", "editor.act.up"));
      // Now it depends on a question that comes after it.
      await page.locator('[data-fault="condition_not_earlier"]').waitFor();
      expect(await who.obstacles()).toEqual([]);
      await hand.press(who.the("button", "editor.act.down"));
      await who.text("editor.faultCount", { count: 0 }).waitFor();
      await hand.press(who.the("link", "editor.view.end"));
      await hand.press(who.the("button", "editor.publish"));
      await page.getByRole("dialog").getByText(`${key}/1`).waitFor();
      expect(await who.barriers()).toEqual([]);
      await hand.press(who.the("button", "editor.publishNow"));
      await page.waitForURL((url) => url.pathname.startsWith(`/${tongue}/questionnaires/`));
      await page.getByRole("heading", { level: 1, name: "Invented views" }).waitFor();
      const { edition } = await who.asks<{ edition: { modules: { sections: { questions: object[] }[] }[] } }>(
        `{ edition(code: "${key}/1") { modules { sections { questions {
          code bounds { maxWords } enabledWhen { conditions { question operator answer } }
        } } } } }`,
      );
      expect(edition.modules[0]!.sections[0]!.questions).toEqual([
        { code: "VS.views", bounds: { maxWords: 250 }, enabledWhen: null },
        {
          code: "VS.more",
          bounds: { maxWords: null },
          enabledWhen: { conditions: [{ question: "VS.views", operator: "EXISTS", answer: "true" }] },
        },
      ]);
    },
  );

  story.for(PLACES.filter(({ tongue }) => tongue !== "zh"))(
    "chooses provisions, moves a section and lays the short path, over what a colleague did, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `arranger.${tongue}@example.org`;
      const token = await editor(email);
      const colleague = await editor(`colleague.${email}`);
      const id = await small(token, `arranged-${tongue}-${Date.now().toString(36)}`);
      const revision = await changes(token, id, 2, [
        { putModule: { code: "w" } },
        { putSection: { code: "WS", module: "w", provisions: ["A-RES-69-28/3"] } },
      ]);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      page.on("dialog", (dialog) => void dialog.accept());
      await who.signIn(email, `/editor/${id}`);
      const tree = page.getByRole("navigation", { name: who.says("editor.places") });
      const link = (code: string) => tree.getByRole("link").filter({ has: page.locator(`code:text-is("${code}")`) });
      await hand.press(link("w"));
      await hand.press(link("WS"));

      // A code that is something else is said so where it is typed.
      const question = page.getByLabel(who.says("editor.act.code.question"), { exact: true });
      await hand.type(question, "VS.views");
      await who.text("editor.codeTaken", { code: "VS.views" }).waitFor();
      expect(await who.the("button", "editor.act.add.question").isDisabled()).toBe(true);

      // What is chosen is chosen by words, and stays where a colleague chose something else.
      const provisions = page.getByRole("group", { name: who.says("editor.def.provisions"), exact: true });
      await hand.pick(provisions.getByRole("combobox", { name: who.says("provisions.instrument") }), "A-70-174");
      await hand.type(
        provisions.getByRole("combobox", { name: who.says("capacity.addProvision"), exact: true }),
        "13 (f)",
      );
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const chosen = provisions.getByRole("row").filter({ hasText: "13 (f)" });
      await chosen.waitFor();
      const module = who.the("combobox", "editor.def.module");
      await hand.pick(module, "v");
      expect(await who.obstacles()).toEqual([]);
      await changes(colleague, id, revision, [
        { putSection: { code: "WS", module: "w", provisions: ["A-70-174/13.c"] } },
      ]);
      who.forgive(/409/);
      const save = who.the("button", "editor.save");
      await hand.press(save);
      await page
        .getByRole("alert")
        .getByText(who.says("editor.movedOn", { revision: revision + 1 }))
        .waitFor();
      await provisions.getByText("A-70-174/13.c", { exact: true }).waitFor();
      await chosen.waitFor();
      expect(await module.inputValue()).toBe("v");
      expect(await question.inputValue()).toBe("VS.views");
      await hand.press(save);
      await who.text("editor.unsaved", { count: 2 }).waitFor({ state: "detached" });

      // A path through modules says how many questions it may have.
      await hand.press(tree.getByRole("link", { name: who.says("editor.place.edition"), exact: true }));
      const path = page.getByRole("group", { name: who.says("editor.def.pathModules"), exact: true });
      await hand.tick(path.getByRole("checkbox").first());
      await who.text("editor.def.pathLimitNeeded").waitFor();
      expect(await save.isDisabled()).toBe(true);
      expect(await who.obstacles()).toEqual([]);
      await hand.type(page.getByLabel(who.says("editor.def.pathLimit"), { exact: true }), "5");
      await hand.press(save);
      await page.locator('[data-fault="short_path_long_text"]').waitFor();
      await who.text("editor.unsaved", { count: 2 }).waitFor({ state: "detached" });
      const { editionDraft } = await asks<{ editionDraft: object }>(
        token,
        `{ editionDraft(id: "${id}") {
          shortPath { modules maxQuestions }
          preview { modules { code sections { code provisions { code } } } }
        } }`,
      );
      const sections = [
        { code: "VS", provisions: [{ code: "A-RES-69-28/3" }] },
        { code: "WS", provisions: [{ code: "A-RES-69-28/3" }, { code: "A-70-174/13.f" }] },
      ];
      expect(editionDraft).toEqual({
        shortPath: { modules: ["v"], maxQuestions: 5 },
        preview: {
          modules: [
            { code: "v", sections },
            { code: "w", sections: [] },
          ],
        },
      });
    },
  );

  story.for(PLACES)(
    "gives a section, a question and an option another code, and what refers to them follows, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `recoder.${tongue}@example.org`;
      const token = await editor(email);
      const id = await small(token, `recoded-${tongue}-${Date.now().toString(36)}`);
      const question = { level: "CORE", provisions: ["A-RES-69-28/3"] };
      const isYes = { question: "VS.answer", operator: "EQUAL", option: "yes" };
      await changes(token, id, 2, [
        { putOptionList: { code: "answers", options: [{ code: "yes" }, { code: "no" }] } },
        { putQuestion: { ...question, code: "VS.answer", kind: "SINGLE_CHOICE", list: "answers" } },
        {
          putQuestion: {
            ...question,
            code: "VS.why",
            kind: "BOOLEAN",
            enabledWhen: { behaviour: "ALL", conditions: [isYes] },
          },
        },
      ]);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      await who.signIn(email, `/editor/${id}`);
      const tree = page.getByRole("navigation", { name: who.says("editor.places") });
      const link = (code: string) => tree.getByRole("link").filter({ has: page.locator(`code:text-is("${code}")`) });
      const recode = who.the("button", "editor.recode");
      const code = page.getByRole("dialog").getByLabel(who.says("editor.recode.to"), { exact: true });
      const now = page.getByRole("dialog").getByRole("button", { name: who.says("editor.recode.now"), exact: true });
      await hand.press(link("v"));
      await hand.press(link("VS"));

      // What is typed speaks of the codes that stand: it is saved first.
      await words(who, "SECTION_TITLE  EN").waitFor();
      await hand.type(words(who, "SECTION_TITLE  EN"), "Another title");
      await hand.press(recode);
      await page
        .getByRole("dialog")
        .getByText(who.says("editor.recode.unsaved", { count: 1 }))
        .waitFor();
      expect(await who.barriers()).toEqual([]);
      await hand.press(page.getByRole("dialog").getByRole("button", { name: who.says("editor.leaveIt") }));
      await hand.press(who.the("button", "editor.save"));
      await who.text("editor.unsaved", { count: 1 }).waitFor({ state: "detached" });

      await hand.press(recode);
      await hand.type(code, "VT");
      expect(await who.barriers()).toEqual([]);
      await hand.press(now);
      await page.waitForURL((url) => url.searchParams.get("at") === "section:VT");
      await link("VT.answer").waitFor();
      expect(await words(who, "SECTION_TITLE  EN").inputValue()).toBe("Another title");

      // A code that is something else is said so where it is typed.
      await hand.press(link("VT.answer"));
      await words(who, "PROMPT  EN").waitFor();
      await hand.press(recode);
      await hand.type(code, "VT.why");
      await page
        .getByRole("dialog")
        .getByText(who.says("editor.codeTaken", { code: "VT.why" }))
        .waitFor();
      expect(await now.isDisabled()).toBe(true);
      // And one that is no code is refused, and stays to be mended.
      await hand.type(code, "VT.An answer");
      who.forgive(/400|422/);
      await hand.press(now);
      await page.getByRole("dialog").getByText("INVALID").waitFor();
      await hand.type(code, "VT.choice");
      await hand.press(now);
      await page.waitForURL((url) => url.searchParams.get("at") === "question:VT.choice");

      await hand.press(link("answers"));
      await words(who, "LABEL yes EN").waitFor();
      await hand.press(recode);
      await hand.pick(page.getByRole("dialog").getByRole("combobox"), "yes");
      await hand.type(code, "agreed");
      await hand.press(now);
      await words(who, "LABEL agreed EN").waitFor();
      expect(await who.obstacles()).toEqual([]);
      const { editionDraft } = await asks<{ editionDraft: object }>(
        token,
        `{ editionDraft(id: "${id}") { preview { modules { sections { code questions {
          code enabledWhen { conditions { question answer } }
        } } } } } }`,
      );
      const condition = { question: "VT.choice", answer: "agreed" };
      const questions = [
        { code: "VT.views", enabledWhen: null },
        { code: "VT.choice", enabledWhen: null },
        { code: "VT.why", enabledWhen: { conditions: [condition] } },
      ];
      expect(editionDraft).toEqual({ preview: { modules: [{ sections: [{ code: "VT", questions }] }] } });
    },
  );

  story.for(PLACES)(
    "takes a draft over onto an edition that was published meanwhile, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `taker.${tongue}@example.org`;
      const token = await editor(email);
      const key = `behind-${tongue}-${Date.now().toString(36)}`;
      const publish = (id: string, revision: number) =>
        does(token, "publishEditionDraft", { id, revision }, "faults { code }");
      const text = (place: string, code: string, content: string) => ({
        setText: { place, code, language: "EN", content },
      });
      await publish(await small(token, key), 2);
      const next = () => does<Drafted>(token, "draftEdition", { questionnaire: key }, "draft { id revision }");
      const newer = (await next()).draft.id;
      await changes(token, newer, 1, [
        text("PROMPT", "VS.views", "What the newer edition asks?"),
        text("MODULE_TITLE", "v", "A newer module"),
      ]);
      await publish(newer, 2);
      const { id } = (await next()).draft;
      // A draft of the edition before, as it stands where a program brings one meanwhile.
      await asOwner(`begin; alter table edition_draft disable trigger user;
        update edition_draft set base_id = '${key}/1' where edition_id = '${key}/3';
        alter table edition_draft enable trigger user; commit`);
      await changes(token, id, 1, [
        text("PROMPT", "VS.views", "What the draft asks?"),
        text("SECTION_TITLE", "VS", "A drafted section"),
      ]);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      await who.signIn(email, `/editor/${id}`);
      await who.text("editor.behind", { edition: `${key}/2` }).waitFor();
      expect(await who.obstacles()).toEqual([]);
      await hand.press(who.the("link", "editor.view.end"));
      await who.the("button", "editor.publish").waitFor();
      expect(await who.the("button", "editor.publish").isDisabled()).toBe(true);
      await hand.press(who.the("link", "editor.behind.see"));
      const clash = page.locator("[data-clash]");
      await clash.getByText("What the draft asks?", { exact: true }).waitFor();
      await clash.getByText("What the newer edition asks?", { exact: true }).waitFor();
      expect(await clash.count()).toBe(1);
      const now = page.getByRole("button").filter({ hasText: `${key}/2` });
      expect(await now.isDisabled()).toBe(true);
      expect(await who.obstacles()).toEqual([]);
      await hand.choose(clash.getByRole("radio").first());
      await hand.press(now);
      await who.text("editor.behind", { edition: `${key}/2` }).waitFor({ state: "detached" });
      const { editionDraft } = await asks<{ editionDraft: object }>(
        token,
        `{ editionDraft(id: "${id}") { revision base { code } newer { code } preview { modules {
          title { content } sections { title { content } questions { prompt { content } } }
        } } } }`,
      );
      const questions = [{ prompt: { content: "What the draft asks?" } }];
      const sections = [{ title: { content: "A drafted section" }, questions }];
      expect(editionDraft).toEqual({
        revision: 3,
        base: { code: `${key}/2` },
        newer: null,
        preview: { modules: [{ title: { content: "A newer module" }, sections }] },
      });
    },
  );

  story.for(PLACES)(
    "chooses instruments and a pattern, and takes the form of the draft away, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `chooser.${tongue}@example.org`;
      const token = await editor(email);
      const key = `chosen-${tongue}-${Date.now().toString(36)}`;
      const id = await small(token, key);
      const who = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = who;
      await who.signIn(email, `/editor/${id}`);
      const choose = async (field: Locator, typed: string, option: string) => {
        // What unfolds closes when the page moves: the field is in sight before something is typed into it.
        if (!isKeyboardOnly) await field.click();
        await hand.type(field, typed);
        const found = page.getByRole("option").filter({ hasText: option }).first();
        await found.waitFor();
        await page.keyboard.press("ArrowDown");
        await page.locator('[role="option"][data-focused]').filter({ hasText: option }).waitFor();
        await page.keyboard.press("Enter");
      };
      const saved = async () => {
        await hand.press(who.the("button", "editor.save"));
        await who.text("editor.unsaved", { count: 1 }).waitFor({ state: "detached" });
      };

      // An instrument is found by its symbol, and stands with what became of it.
      const instruments = page.getByRole("group", { name: who.says("editor.def.instruments"), exact: true });
      await instruments.getByRole("row").filter({ hasText: "69/28" }).waitFor();
      const adding = instruments.getByRole("combobox", { name: who.says("editor.def.addInstrument"), exact: true });
      await choose(adding, "C.1/73/L.27", "A/C.1/73/L.27");
      const draft = instruments.getByRole("row").filter({ hasText: "A/C.1/73/L.27" });
      await draft.waitFor();
      expect(await draft.locator("[data-adoption]").count()).toBe(1);
      expect(await who.obstacles()).toEqual([]);
      await saved();

      // A pattern is one of those that questions have, or another that is typed.
      const tree = page.getByRole("navigation", { name: who.says("editor.places") });
      for (const code of ["v", "VS", "VS.views"])
        await hand.press(tree.getByRole("link").filter({ has: page.locator(`code:text-is("${code}")`) }));
      const pattern = who.the("combobox", "editor.def.pattern");
      await choose(pattern, "measur", "measures");
      await expect.poll(() => pattern.inputValue()).toBe("measures");
      expect(await who.obstacles()).toEqual([]);
      await saved();
      const stands = async () => {
        const { editionDraft } = await asks<{ editionDraft: object }>(
          token,
          `{ editionDraft(id: "${id}") {
            instruments preview { modules { sections { questions { pattern } } } }
          } }`,
        );
        return editionDraft;
      };
      const standing = (name: string) => ({
        instruments: ["A-RES-69-28", "A-C1-73-L27"],
        preview: { modules: [{ sections: [{ questions: [{ pattern: name }] }] }] },
      });
      expect(await stands()).toEqual(standing("measures"));
      await hand.type(pattern, "invented");
      await saved();
      expect(await stands()).toEqual(standing("invented"));

      // What is taken away says which text of the draft it is.
      await hand.press(who.the("button", "shell.document"));
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("heading", { name: who.says("printed.drafted"), exact: true }).waitFor();
      expect(await who.barriers()).toEqual([]);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        hand.press(dialog.getByRole("button", { name: "Word", exact: true })),
      ]);
      expect(file.suggestedFilename()).toBe(`${key}-1-draft-5-${tongue}.docx`);
    },
  );

  story("has a desk that nobody else sees", async ({ visitor }) => {
    const officer = await visitor("en", "desktop");
    await officer.signIn("secretariat-officer@example.org", "/questionnaires");
    await officer.page.getByRole("listitem").first().waitFor();
    expect(await officer.the("link", "questionnaire.drafts").count()).toBe(0);
    await officer.open("/editor");
    await officer.text("editor.notForYou").waitFor();
    const id = await small(await editor("unseen.editor@example.org"), `unseen-${Date.now().toString(36)}`);
    await officer.open(`/editor/${id}`);
    await officer.text("editor.unknown").waitFor();
    expect(await officer.obstacles()).toEqual([]);
  });
});
