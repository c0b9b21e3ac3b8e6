import { describe, expect } from "vitest";

import { house } from "./harness/house";
import { does, newcomer, PASSWORD, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

/** Each language and size has a State of its own that needs something. */
const NEEDING = ["qmg", "qmi", "qmj", "qml", "qmm", "qmo"];
const PLACES = EVERYWHERE.map((where, place) => ({
  ...where,
  needing: NEEDING[place]!,
  isKeyboardOnly: where.size === "desktop",
}));
const TWO = EVERYWHERE.filter(({ tongue, size }) => (tongue === "en") === (size === "desktop") && tongue !== "zh");

const LANGUAGE = { en: "EN", ar: "AR", zh: "ZH", fr: "FR", ru: "RU", es: "ES" } as const;
const TITLE = { en: "A law on incidents", ar: "قانون بشأن الحوادث", zh: "关于事件的法律" } as Record<string, string>;

/** An offer that everybody may read. */
async function offered(state: string, kind: string, title: string): Promise<string> {
  const [focal, authority] = await Promise.all([
    tokenOf(`focal-point.${state}@example.org`),
    tokenOf(`publishing-authority.${state}@example.org`),
  ]);
  const content = { kind, wordings: [{ language: "EN", title }] };
  const drafted = await does<{ offer: { id: string } }>(
    focal,
    "draftOffer",
    { state: state.toUpperCase(), content },
    "offer { id }",
  );
  const { id } = drafted.offer;
  await does(authority, "releaseNotice", { id, revision: 1, visibility: "PUBLIC" }, "offer { id }");
  return id;
}

/** A field of the form by its label. */
const field = (who: Visitor, id: Parameters<Visitor["says"]>[0]) =>
  who.page.getByLabel(who.says(id), { exact: true }).first();

const list = (who: Visitor, id: Parameters<Visitor["says"]>[0]) =>
  who.page
    .locator("label.choice")
    .filter({ hasText: who.says(id) })
    .locator("select");

/** Writes the title, and for a new one the kind of capability. */
async function fill(who: Visitor, title: string, kind?: string) {
  await who.hand.type(field(who, "capacity.title"), title);
  if (kind !== undefined) await who.hand.pick(list(who, "capacity.kind"), kind);
}

const idIn = (who: Visitor) => new URL(who.page.url()).pathname.split("/").at(-1)!;

describe("a need", () => {
  story.for(PLACES)(
    "is drafted, released by whoever may, met by an offer, and read, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, needing, isKeyboardOnly }, { visitor }) => {
      const title = `${TITLE[tongue]} ${needing}`;
      const focal = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = focal;
      page.on("dialog", (dialog) => void dialog.accept());
      await focal.signIn(`focal-point.${needing}@example.org`, "/needs");
      await hand.press(focal.the("link", "capacity.draftNeed"));
      await field(focal, "capacity.title").waitFor();
      expect(await focal.obstacles()).toEqual([]);

      // What is missing is told, and what was typed stays: also when the page is loaded again.
      await fill(focal, title);
      await hand.press(focal.the("button", "capacity.save"));
      await page
        .getByRole("alert")
        .getByText(focal.says("capacity.toMend", { count: 1 }))
        .waitFor();
      expect(await focal.obstacles()).toEqual([]);
      await page.reload();
      await focal.text("capacity.wasKept").waitFor();
      expect(await field(focal, "capacity.title").inputValue()).toBe(title);
      await hand.pick(list(focal, "capacity.kind"), "law");
      const french = page.locator('input[type=checkbox][value="FR"]');
      await hand.tick(french);
      await hand.press(focal.the("button", "capacity.save"));
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      const id = idIn(focal);

      // A focal point is told in plain words who releases it; the service says no.
      await focal.text("capacity.authorityReleases").waitFor();
      expect(await focal.the("button", "capacity.release").count()).toBe(0);
      await focal.text("capacity.onlyOwn").first().waitFor();
      expect(await focal.obstacles()).toEqual([]);
      const release = { id, revision: 1, visibility: "PUBLIC" };
      const token = await tokenOf(`focal-point.${needing}@example.org`);
      await expect(does(token, "releaseNotice", release, "need { id }")).rejects.toThrow("FORBIDDEN");
      const reader = await visitor(tongue, size);
      await reader.open(`/needs/${id}`);
      await reader.text("capacity.noSuchNeed").waitFor();
      expect(await reader.obstacles()).toEqual([]);

      const authority = await visitor(tongue, size, { isKeyboardOnly });
      await authority.signIn(`publishing-authority.${needing}@example.org`, `/needs/${id}`);
      await authority.hand.choose(
        authority.page.getByRole("radio", { name: authority.says("capacity.readers.public"), exact: true }),
      );
      await authority.hand.press(authority.the("button", "capacity.release"));
      await authority.text("capacity.isReleased").waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // An offer comes while the authority looks at the page.
      const met = `Model laws for ${needing}`;
      await offered("qmp", "law", met);
      await authority.page
        .getByRole("status")
        .getByText(authority.says("capacity.heard", { count: 1 }))
        .waitFor();
      await authority.the("heading", "capacity.offersMeeting").waitFor();
      const match = authority.page.getByRole("article").filter({ hasText: met });
      await match.getByText(authority.says("capacity.reason.openToAll"), { exact: true }).waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // Everybody reads it, by name; the table for programs has it.
      await reader.open("/needs?kind=law");
      const names = reader.page.getByRole("article").locator("p a[href*='/states/']");
      await names.first().waitFor();
      const { compare } = new Intl.Collator(tongue);
      const told = await names.allTextContents();
      expect(told).toEqual(told.toSorted(compare));
      expect(await reader.obstacles()).toEqual([]);
      await reader.page.getByRole("link", { name: title }).click();
      await reader.page.getByRole("heading", { level: 1, name: title }).waitFor();
      await reader.page.getByRole("article").filter({ hasText: met }).waitFor();
      await reader.the("heading", "capacity.history").waitFor();
      expect(await reader.the("heading", "capacity.whoReads").count()).toBe(0);
      expect(await reader.obstacles()).toEqual([]);
      const texts = await (await fetch(`${house().server}/open-data/notice_texts.csv`)).text();
      expect(texts).toContain(title);

      // The offer leads back to the need; met, the need says so.
      await reader.page.getByRole("link", { name: met }).click();
      await reader.the("heading", "capacity.needsMet").waitFor();
      await reader.page.getByRole("article").filter({ hasText: title }).waitFor();
      expect(await reader.obstacles()).toEqual([]);
      await authority.hand.press(authority.the("button", "capacity.meet"));
      await authority.hand.press(authority.the("button", "capacity.meetNow"));
      await authority.text("capacity.stage.met").waitFor();
      expect(await authority.obstacles()).toEqual([]);
    },
  );

  story.for(TWO)(
    "that two people write at once loses neither text, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const state = tongue === "en" ? "qna" : "qnb";
      const content = { kind: "cert", wordings: [{ language: LANGUAGE[tongue], title: "First" }] };
      const drafting = await tokenOf(`contributor.${state}@example.org`);
      const { need } = await does<{ need: { id: string } }>(
        drafting,
        "draftNeed",
        { state: state.toUpperCase(), content },
        "need { id }",
      );
      const focal = await visitor(tongue, size);
      const { page } = focal;
      page.on("dialog", (dialog) => void dialog.accept());
      await focal.signIn(`focal-point.${state}@example.org`, `/needs/${need.id}/revise`);
      await fill(focal, "Mine");
      const theirs = { kind: "cert", wordings: [{ language: LANGUAGE[tongue], title: "Theirs" }] };
      await does(drafting, "reviseNeed", { id: need.id, revision: 1, content: theirs }, "need { id }");

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
      // Every text is in the history.
      const revisions = page.getByRole("button", { name: focal.pattern("capacity.revisionOf") });
      await expect.poll(() => page.locator("section[aria-labelledby=history] h3").count()).toBe(3);
      expect(await revisions.count()).toBeLessThanOrEqual(3);
    },
  );
});

describe("the unit of an organisation", () => {
  story("drafts, releases and closes its own offers", async ({ visitor }) => {
    const administrator = await tokenOf("administrator@example.org");
    const email = "capacity.oas@example.org";
    const invited = { email, role: "ACCREDITED_READER", place: { organisation: "oas" } };
    const { token } = await does<{ token: string }>(administrator, "inviteMember", invited, "token");
    const accepted = { token, name: "A. Unit", password: PASSWORD, language: "EN" };
    await does(null, "acceptInvitation", accepted, "tokens { accessToken }");

    const unit = await visitor("en", "desktop");
    const { page } = unit;
    await unit.signIn(email, "/offers/new");
    await fill(unit, "Courses of the organization", "training");
    await page.locator('input[type=checkbox][value="training"]').locator("xpath=ancestor::label[1]").click();
    await page
      .getByRole("radio", { name: unit.says("capacity.openToNamed") })
      .locator("xpath=ancestor::label[1]")
      .click();
    const groups = page.getByRole("combobox", { name: unit.says("capacity.addGroup") });
    await groups.fill("African");
    await page.getByRole("option").first().click();
    await page.getByRole("listbox").waitFor({ state: "detached" });
    expect(await unit.obstacles()).toEqual([]);
    await unit.the("button", "capacity.save").click();
    await page.getByRole("heading", { level: 1, name: "Courses of the organization" }).waitFor();
    await page
      .getByRole("radio", { name: unit.says("capacity.readers.memberStates"), exact: true })
      .locator("xpath=ancestor::label[1]")
      .click();
    await unit.the("button", "capacity.release").click();
    await unit.text("capacity.isReleased").waitFor();
    expect(await unit.obstacles()).toEqual([]);
    const id = idIn(unit);
    // Not for everybody.
    const reader = await visitor("en", "desktop");
    await reader.open(`/offers/${id}`);
    await reader.text("capacity.noSuchOffer").waitFor();

    await unit.the("button", "capacity.withdraw").click();
    expect(await unit.barriers()).toEqual([]);
    await unit.the("button", "capacity.withdrawNow").click();
    await unit.text("capacity.stage.withdrawn").waitFor();
  });
});

describe("a reader of a State", () => {
  story("drafts nothing, and is told who does", async ({ visitor }) => {
    const focal = await tokenOf("focal-point.qnb@example.org");
    await newcomer(focal, "QNB", "READER", "capacity.reader.qnb@example.org");
    const reader = await visitor("en", "desktop");
    await reader.signIn("capacity.reader.qnb@example.org", "/needs/new");
    await reader.text("capacity.whoDraftsNeeds").waitFor();
    expect(await reader.barriers()).toEqual([]);
  });
});

describe("needs against offers", () => {
  story.for(EVERYWHERE)(
    "tell every denominator and the instant, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { needsAgainstOffers: report } = await reader.asks<{
        needsAgainstOffers: {
          states: number;
          allStates: number;
          organisations: number;
          rows: { term: { code: string } }[];
        };
      }>("{ needsAgainstOffers { states allStates organisations rows { term { code } } } }");
      await reader.open("/needs-against-offers");
      await page.getByRole("table").waitFor();
      // The rows stand as in the catalogue, whatever their figures are.
      expect(await page.locator("tbody tr").count()).toBe(report.rows.length);
      await page
        .getByText(reader.says("capacity.against.ofAll", { count: 0, all: report.organisations }), { exact: true })
        .first()
        .waitFor();
      expect(await reader.obstacles()).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("button", "coverage.csv").click(),
      ]);
      const lines = (await (await import("node:stream/consumers")).text(await download.createReadStream())).split(
        "\r\n",
      );
      const head = lines.findIndex((line) => line.startsWith("code,"));
      expect(lines.slice(head + 1).filter((line) => line !== "")).toHaveLength(report.rows.length);
      expect(lines[head + 1]).toContain(`,${report.states},`);
      expect(lines.some((line) => line.startsWith("as_of,"))).toBe(true);

      // What is cited shows the same instant later.
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await reader.the("button", "coverage.copyAddress").click();
      await reader.text("coverage.copiedAddress").waitFor();
      await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
      await page.getByText(reader.says("capacity.against.earlier")).waitFor();
      expect(await reader.obstacles()).toEqual([]);

      await list(reader, "capacity.against.by").selectOption("PROVISION");
      await page.waitForURL(/by=PROVISION/);
      const { needsAgainstOffers: group } = await reader.asks<{ needsAgainstOffers: { states: number } }>(
        '{ needsAgainstOffers(group: { regional: "african" }) { states } }',
      );
      await list(reader, "capacity.against.of").selectOption("regional:african");
      await page.waitForURL(/group=regional/);
      await page
        .locator("p, span")
        .filter({ hasText: new RegExp(`\\b${group.states}\\b`) })
        .first()
        .waitFor();
      expect(await reader.obstacles()).toEqual([]);
    },
  );
});

describe("points of contact", () => {
  story.for(TWO)(
    "are said to be notified, and nobody is named, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const state = tongue === "en" ? "QNA" : "QNB";
      const authority = await visitor(tongue, size, { isKeyboardOnly: size === "desktop" });
      const { page, hand } = authority;
      await authority.signIn(`publishing-authority.${state.toLowerCase()}@example.org`, `/states/${state}`);
      const { directories, kinds } = await authority.asks<
        Record<"directories" | "kinds", { code: string; label: { content: string } }[]>
      >(
        '{ directories: vocabulary(name: "contact_directories") { code label { content } } kinds: vocabulary(name: "contact_kinds") { code label { content } } }',
      );
      const [directory, technical] = [directories[0]!.label.content, kinds.at(-1)!.label.content];
      await hand.press(authority.the("button", "capacity.contacts.changeOf", { directory }));
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      expect(await authority.barriers()).toEqual([]);
      // There is no field for a name or an address.
      expect(await dialog.getByRole("textbox").count()).toBe(0);
      await hand.tick(dialog.getByRole("checkbox", { name: technical, exact: true }));
      await hand.choose(dialog.getByRole("radio", { name: authority.says("capacity.readers.public"), exact: true }));
      await hand.press(authority.the("button", "capacity.contacts.save"));
      await dialog.waitFor({ state: "detached" });
      const section = page.locator("section[aria-labelledby=contacts]");
      await section.getByText(technical, { exact: true }).waitFor();

      const reader = await visitor(tongue, size);
      await reader.open(`/states/${state}`);
      const told = reader.page.locator("section[aria-labelledby=contacts]");
      await told.getByText(technical, { exact: true }).waitFor();
      // Where nothing is said, nothing is told.
      expect(await told.locator("dt").count()).toBe(1);
      expect(await reader.obstacles()).toEqual([]);
    },
  );
});
