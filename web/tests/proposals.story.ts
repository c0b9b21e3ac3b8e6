import { describe, expect } from "vitest";

import { does, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

/** Each language and size has a State of its own that leads; another one puts its name under all of them. */
const LEADS = ["qmr", "qms", "qmu"];
const OTHER = "qnq";
const PLACES = EVERYWHERE.map((where, place) => ({
  ...where,
  lead: LEADS[place]!,
  isKeyboardOnly: where.size === "desktop",
}));
const TWO = EVERYWHERE.filter(({ tongue, size }) => (tongue === "en") === (size === "desktop") && tongue !== "zh");

const LANGUAGE = { en: "EN", ar: "AR", zh: "ZH", fr: "FR", ru: "RU", es: "ES" } as const;
const TITLE = { en: "Hospitals", ar: "المستشفيات", zh: "医院" } as Record<string, string>;
const WORDS = {
  en: ["States should leave hospitals alone.", "States should leave hospitals in peace."],
  ar: ["على الدول أن تترك المستشفيات وشأنها.", "على الدول أن تترك المستشفيات بسلام."],
  zh: ["各国应当不干扰医院。", "各国应当保护医院。"],
} as Record<string, [string, string]>;

type Id = Parameters<Visitor["says"]>[0];

/** A field of the page by its label. */
const field = (who: Visitor, id: Id, values?: Parameters<Visitor["says"]>[1]) =>
  who.page.getByLabel(who.says(id, values), { exact: true }).first();

const list = (who: Visitor, id: Id) =>
  who.page
    .locator("label.choice")
    .filter({ hasText: who.says(id) })
    .locator("select")
    .first();

const OWN_NAMES = { en: "English", ar: "العربية", zh: "中文" } as Record<string, string>;

/** A proposal of one paragraph, as a service is given it. */
function content(tongue: "en" | "ar" | "zh" | string, title: string, words: string) {
  const language = LANGUAGE[tongue as keyof typeof LANGUAGE];
  return {
    kind: "ELABORATION",
    elaborates: ["A-70-174/13.f"],
    wordings: [{ language, status: "OFFICIAL", title }],
    paragraphs: [{ number: "1", texts: [{ language, content: words }] }],
  };
}

const idIn = (who: Visitor) => new URL(who.page.url()).pathname.split("/").at(-1)!;

describe("a proposal", () => {
  story.for(PLACES)(
    "is drafted, released, joined, commented on, changed and compared, in $tongue on a $size",
    { timeout: 360_000 },
    async ({ tongue, size, lead, isKeyboardOnly }, { visitor }) => {
      const title = `${TITLE[tongue]} ${lead}`;
      const [first, second] = WORDS[tongue]!;
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = focal;
      page.on("dialog", (dialog) => void dialog.accept());
      await focal.signIn(`focal-point.${lead}@example.org`, "/proposals");
      await focal.the("heading", "proposal.title").waitFor();
      await hand.press(focal.the("link", "proposal.draft"));
      await field(focal, "capacity.title").waitFor();
      expect(await focal.obstacles()).toEqual([]);

      // What is missing is told, and what was typed stays: also when the page is loaded again.
      await hand.choose(page.getByRole("radio", { name: focal.says("proposal.kind.elaboration"), exact: true }));
      await hand.type(field(focal, "capacity.title"), title);
      await hand.press(focal.the("button", "capacity.save"));
      await page
        .getByRole("alert")
        .getByText(focal.says("capacity.toMend", { count: 2 }))
        .waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await page.reload();
      await focal.text("capacity.wasKept").waitFor();
      expect(await field(focal, "capacity.title").inputValue()).toBe(title);
      await hand.pick(list(focal, "provisions.instrument"), "A-70-174");
      const adding = page.getByRole("combobox", { name: focal.says("capacity.addProvision"), exact: true });
      await hand.type(adding, "13 (f)");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.getByRole("row").filter({ hasText: "13 (f)" }).waitFor();
      await hand.type(field(focal, "proposal.wordsIn", { language: OWN_NAMES[tongue]! }), first);
      await hand.press(focal.the("button", "capacity.save"));
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      const id = idIn(focal);

      // A focal point is told in plain words who releases it; the service says no. Nobody else knows of it.
      await focal.text("capacity.authorityReleases").waitFor();
      await focal.text("capacity.onlyOwn").first().waitFor();
      expect(await focal.obstacles()).toEqual([]);
      const focalToken = await tokenOf(`focal-point.${lead}@example.org`);
      const release = { id, revision: 1, visibility: "PUBLIC" };
      await expect(does(focalToken, "releaseProposal", release, "proposal { id }")).rejects.toThrow("FORBIDDEN");
      const reader = await visitor(tongue, size);
      await reader.open(`/proposals/${id}`);
      await reader.text("proposal.noSuch").waitFor();
      expect(await reader.obstacles()).toEqual([]);

      // Before a release it is said what becomes readable to whom, and that it stays so.
      const authority = await visitor(tongue, size, { isKeyboardOnly });
      authority.page.on("dialog", (dialog) => void dialog.accept());
      await authority.signIn(`publishing-authority.${lead}@example.org`, `/proposals/${id}`);
      await authority.hand.choose(
        authority.page.getByRole("radio", { name: authority.says("capacity.readers.public"), exact: true }),
      );
      await authority.hand.press(authority.the("button", "proposal.release", { number: 1 }));
      const asked = authority.page.getByRole("alertdialog");
      await asked
        .getByText(authority.says("proposal.releaseReaders", { readers: authority.says("capacity.readers.public") }))
        .waitFor();
      await asked.getByText(authority.says("proposal.releaseForGood")).waitFor();
      await authority.hand.press(authority.the("button", "proposal.releaseNow"));
      await asked.waitFor({ state: "detached" });
      await authority.the("heading", "proposal.comments", { number: 1 }).waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // Everybody reads it, apart from what is agreed: in the list by name, and where the provision is.
      await reader.open(`/proposals?instrument=A-70-174&words=${encodeURIComponent(title)}`);
      await reader.page.getByRole("article").getByText(reader.says("proposal.proposal"), { exact: true }).waitFor();
      expect(await reader.obstacles()).toEqual([]);
      const files = await reader.page
        .locator("a[download]")
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
      const tables = await Promise.all(files.map(async (file) => (await fetch(file)).text()));
      expect(tables).toEqual([expect.stringContaining(lead.toUpperCase()), expect.stringContaining(title)]);
      await reader.open(`/states/${lead.toUpperCase()}`);
      await reader.the("heading", "proposal.ofState").waitFor();
      await reader.page.getByRole("link", { name: title }).waitFor();
      expect(await reader.obstacles()).toEqual([]);
      await reader.open(`/provisions/${encodeURIComponent("A-70-174/13.f")}`);
      await reader.the("heading", "proposal.aboutProvision").waitFor();
      await reader.page.getByRole("link", { name: title }).click();
      await reader.page.getByRole("heading", { level: 1, name: title }).waitFor();
      await reader.text("proposal.isProposal").waitFor();
      expect(await reader.the("heading", "capacity.whoReads").count()).toBe(0);
      expect(await reader.obstacles()).toEqual([]);

      // Another State puts its name there and says something.
      const other = await visitor(tongue, size, { isKeyboardOnly });
      other.page.on("dialog", (dialog) => void dialog.accept());
      await other.signIn(`publishing-authority.${OTHER}@example.org`, `/proposals/${id}`);
      const { state } = await other.asks<{ state: { name: { content: string } } }>(
        `{ state(code: "${OTHER.toUpperCase()}") { name { content } } }`,
      );
      const name = state.name.content;
      await other.hand.press(other.the("button", "proposal.join", { state: name, number: 1 }));
      await other.hand.press(other.the("button", "proposal.joinNow"));
      await other.the("heading", "proposal.underVersion", { number: 1 }).waitFor();
      await other.hand.pick(list(other, "proposal.about"), "1");
      await other.hand.type(field(other, "proposal.commentWords"), `Says ${OTHER} to ${lead}`);
      await other.page.reload();
      expect(await field(other, "proposal.commentWords").inputValue()).toBe(`Says ${OTHER} to ${lead}`);
      await other.hand.press(other.the("button", "proposal.publishComment"));
      await other.text("proposal.isSaid").waitFor();
      await other.page.getByText(`Says ${OTHER} to ${lead}`).waitFor();
      expect(await other.obstacles()).toEqual([]);

      // A later version says what it changes, also to whoever loads the page before it is released.
      await does(
        focalToken,
        "reviseProposal",
        { id, revision: 1, content: content(tongue, title, second) },
        "proposal { id }",
      );
      await authority.page.reload();
      const changes = field(authority, "proposal.changesIn", { language: OWN_NAMES[tongue]! });
      await authority.hand.type(changes, "Other words.");
      await authority.page.reload();
      expect(await changes.inputValue()).toBe("Other words.");
      await authority.hand.press(authority.the("button", "proposal.release", { number: 2 }));
      await asked.getByText(authority.says("proposal.releaseNames")).waitFor();
      await authority.hand.press(authority.the("button", "proposal.releaseNow"));
      await asked.waitFor({ state: "detached" });
      await authority.the("heading", "proposal.comments", { number: 2 }).waitFor();

      // Both versions have addresses; the name stands under the first; words that differ are seen and heard.
      await reader.open(`/proposals/${id}?version=1`);
      await reader.page.getByText(first, { exact: true }).waitFor();
      await reader.the("link", "proposal.readNewer", { number: 2 }).click();
      await reader.page.getByText(second, { exact: true }).waitFor();
      expect(await reader.the("heading", "proposal.underVersion", { number: 2 }).count()).toBe(0);
      await reader.the("heading", "proposal.underVersion", { number: 1 }).waitFor();
      await reader.hand.pick(list(reader, "proposal.earlier"), "1");
      await reader.hand.pick(list(reader, "proposal.later"), "2");
      const inserted = reader.page.locator("ins").first();
      await inserted.waitFor();
      expect(await inserted.textContent()).toContain(reader.says("shell.run.inserted"));
      expect(await reader.page.locator("del").first().textContent()).toContain(reader.says("shell.run.removed"));
      expect(new URL(reader.page.url()).search).toContain("earlier=1");
      expect(await reader.obstacles()).toEqual([]);

      // The name is taken away, and the proposal closed: what was released stays, and says so.
      await other.page.reload();
      await other.hand.press(other.the("button", "proposal.leave", { state: name }));
      await other.hand.press(other.the("button", "proposal.leaveNow"));
      await other.text("proposal.noNames").waitFor();
      await authority.hand.press(authority.the("button", "proposal.close"));
      await authority.hand.press(authority.the("button", "capacity.closeNow"));
      await authority.page.getByText(authority.says("proposal.stage.closed")).waitFor();
      await reader.page.reload();
      await reader.page.getByText(reader.says("proposal.stage.closed")).waitFor();
      await reader.page.getByText(second).first().waitFor();
      expect(await reader.obstacles()).toEqual([]);
    },
  );

  story.for(TWO)(
    "that two people write at once loses neither text, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const state = tongue === "en" ? "qns" : "qnv";
      const [first, second] = WORDS[tongue]!;
      const drafting = await tokenOf(`contributor.${state}@example.org`);
      const { proposal } = await does<{ proposal: { id: string } }>(
        drafting,
        "draftProposal",
        { state: state.toUpperCase(), content: content(tongue, "First", first) },
        "proposal { id }",
      );
      const focal = await visitor(tongue, size);
      const { page } = focal;
      page.on("dialog", (dialog) => void dialog.accept());
      await focal.signIn(`focal-point.${state}@example.org`, `/proposals/${proposal.id}/edit`);
      await focal.hand.type(field(focal, "capacity.title"), "Mine");
      const theirs = { id: proposal.id, revision: 1, content: content(tongue, "Theirs", second) };
      await does(drafting, "reviseProposal", theirs, "proposal { id }");

      await focal.the("button", "capacity.save").click();
      await focal.the("heading", "capacity.conflict.title").waitFor();
      await page.getByText("Theirs", { exact: true }).first().waitFor();
      expect(await field(focal, "capacity.title").inputValue()).toBe("Mine");
      expect(await focal.obstacles()).toEqual([]);

      // Their text taken, mine is set aside, and is found there again after the page was loaded anew.
      await focal.the("button", "capacity.conflict.takeTheirs").click();
      expect(await field(focal, "capacity.title").inputValue()).toBe("Theirs");
      await page.reload();
      await focal.the("button", "capacity.aside").click();
      await page.getByText("Mine", { exact: true }).waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await focal.the("button", "capacity.takeBack").click();
      expect(await field(focal, "capacity.title").inputValue()).toBe("Mine");
      await focal.the("button", "capacity.save").click();
      await page.getByRole("heading", { level: 1, name: "Mine" }).waitFor();
      await page.getByText(first, { exact: true }).waitFor();
    },
  );

  story("is read in the language that a reader chooses, each with how far it may be relied on", async ({ visitor }) => {
    const [focal, authority] = await Promise.all([
      tokenOf("focal-point.qny@example.org"),
      tokenOf("publishing-authority.qny@example.org"),
    ]);
    const wordings = [
      { language: "FR", status: "OFFICIAL", title: "Les hôpitaux" },
      { language: "AR", status: "MACHINE", title: "المستشفيات في النزاعات" },
    ];
    const texts = [
      { language: "FR", content: "Laisser les hôpitaux en paix." },
      { language: "AR", content: WORDS["ar"]![0] },
    ];
    const both = { kind: "FURTHER_NORM", wordings, paragraphs: [{ number: "1", texts }] };
    const { proposal } = await does<{ proposal: { id: string } }>(
      focal,
      "draftProposal",
      { state: "QNY", content: both },
      "proposal { id }",
    );
    const release = { id: proposal.id, revision: 1, visibility: "PUBLIC" };
    await does(authority, "releaseProposal", release, "proposal { id }");
    const reader = await visitor("en", "desktop");
    await reader.open(`/proposals/${proposal.id}`);
    await reader.text("proposal.status.official", { language: "Français" }).waitFor();
    await reader.hand.pick(list(reader, "proposal.readIn"), "ar");
    await reader.text("proposal.status.machine", { language: "العربية" }).waitFor();
    const paragraph = reader.page.locator("li [lang=ar]").filter({ hasText: WORDS["ar"]![0] });
    expect(await paragraph.getAttribute("dir")).toBe("rtl");
    expect(new URL(reader.page.url()).search).toContain("in=ar");
    expect(await reader.obstacles()).toEqual([]);
  });
});
