import { beforeAll, describe, expect } from "vitest";

import { apiLanguage, directionOf, LANGUAGES } from "../src/i18n/language";
import { type Letter, lettersTaken } from "./harness/letters";
import { asks, does, newcomer, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

const OFFICER = "secretariat-officer@example.org";
/** States that no other story writes to: one with people, one of which somebody has an address that is refused for good, one for now. */
const WITH_PEOPLE = "QMC";
const REFUSED = "QMX";
const LATER = "QMY";
/** And one whose people have left, so that nobody can act for it any more. */
const LEFT = "QNN";
const INVITED = [WITH_PEOPLE, REFUSED, LATER, LEFT];
const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

const focalOf = (state: string) => tokenOf(`focal-point.${state.toLowerCase()}@example.org`);

beforeAll(async () => {
  const unique = Date.now().toString(36);
  await newcomer(await focalOf(REFUSED), REFUSED, "PUBLISHING_AUTHORITY", `never-${unique}@example.org`);
  await newcomer(await focalOf(LATER), LATER, "PUBLISHING_AUTHORITY", `later-${unique}@example.org`);
  const administrator = await tokenOf("administrator@example.org");
  const { members } = await asks<{ members: { id: string; endsAt: string | null }[] }>(
    administrator,
    `{ members(place: {state: "${LEFT}"}) { id endsAt: until } }`,
  );
  for (const { id, endsAt } of members)
    if (endsAt === null) await does(administrator, "endMembership", { id }, "membership { id }");
});

/** What the mail server has taken about a round. */
const taken = async (title: string): Promise<Letter[]> =>
  (await lettersTaken()).filter(({ subject }) => subject.includes(title));

async function opened(key: string): Promise<void> {
  const input = {
    key,
    title: [{ language: "EN", content: key }],
    edition: "poa-views/1",
    mandate: { provision: "A-RES-77-37/3" },
    invited: INVITED,
    closesOn: "2031-06-30",
  };
  await does(await tokenOf(OFFICER), "openRound", input, "round { id }");
}

async function nameOf(who: Visitor, state: string): Promise<string> {
  return (await who.asks<{ state: { name: { content: string } } }>(`{ state(code: "${state}") { name { content } } }`))
    .state.name.content;
}

interface Log {
  letters: { nodes: { status: string }[] };
}

/** The letters about a round, as soon as the mail server has answered to all of them. */
async function settled(officer: Visitor, key: string) {
  let nodes: Log["letters"]["nodes"] = [];
  const isOver = async () => {
    ({ nodes } = (await officer.asksSignedIn<Log>(`{ letters(round: "${key}") { nodes { status } } }`)).letters);
    return nodes.every(({ status }) => status !== "WAITING");
  };
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true);
  return nodes;
}

/** The answer to the next asking is lost on the way: it has been done, and nobody is told. */
async function loseAnswer({ page }: Visitor) {
  let isLost = false;
  await page.route("**/graphql", async (route) => {
    if (isLost || !route.request().postData()?.includes("mutation SendInvitations")) return route.fallback();
    isLost = true;
    await route.fetch();
    return route.abort("connectionreset");
  });
}

describe("an officer of the secretariat", () => {
  story.for(PLACES)(
    "writes to invited States, once each, and sees what became of it, in $tongue on a $size",
    { timeout: 240_000 },
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const key = `letters-${tongue}-${size}-${Date.now().toString(36)}`;
      await opened(key);
      const officer = await visitor(tongue, size, { isKeyboardOnly });
      const { page, hand } = officer;
      const [people, refused, later, left] = await Promise.all(INVITED.map((state) => nameOf(officer, state)));
      const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
      const send = officer.the("button", "letters.send");
      const row = (name: string) => page.getByRole("row").filter({ hasText: name });
      await officer.signIn(OFFICER, `/rounds/${key}`);
      await hand.press(officer.the("link", "rounds.toLetters"));
      await officer.text("letters.noLog").waitFor();
      await officer.text("letters.chosen", { count: 3 }).waitFor();
      expect(await officer.obstacles()).toEqual([]);

      // Of whom nobody can be written to is known before anything is sent.
      await hand.press(officer.the("button", "letters.nobody", { count: 1 }));
      await page.getByRole("listitem").filter({ hasText: left! }).waitFor();
      expect(await box(left!).count()).toBe(0);

      // What it says, in each language and its own direction.
      const { letterPreview } = await officer.asksSignedIn<{ letterPreview: { language: string; subject: string }[] }>(
        `{ letterPreview(round: "${key}", matter: INVITATION, state: "${LATER}") { language subject } }`,
      );
      const choice = (id: Parameters<Visitor["says"]>[0]) => officer.the("combobox", id);
      await hand.pick(choice("letters.previewState"), LATER);
      for (const language of LANGUAGES) {
        await hand.pick(choice("letters.previewLanguage"), language);
        const { subject } = letterPreview.find((letter) => letter.language === apiLanguage(language))!;
        const letter = page.getByRole("article", { name: subject, exact: true });
        await letter.waitFor();
        expect(await letter.evaluate((element) => getComputedStyle(element).direction)).toBe(directionOf(language));
        expect(await letter.getAttribute("lang")).toBe(language);
      }
      expect(await officer.obstacles()).toEqual([]);

      // One is left for another time. How many are written to stands before it happens.
      await hand.tick(box(later!));
      await hand.press(send);
      await officer.text("letters.willBe", { count: 2 }).waitFor();
      expect(await officer.barriers()).toEqual([]);
      officer.forgive(/Failed to load resource/, /ERR_CONNECTION_RESET/);
      await loseAnswer(officer);
      await hand.press(officer.the("button", "letters.sendNow", { count: 2 }));
      await page.getByRole("alert").getByText(officer.says("letters.unknown"), { exact: true }).waitFor();
      expect(await officer.barriers()).toEqual([]);

      // The answer was lost and the letters were not: asking again, or loading the page anew, sends nothing twice.
      const { letters } = await officer.asksSignedIn<{ letters: { totalCount: number } }>(
        `{ letters(round: "${key}") { totalCount } }`,
      );
      if (isKeyboardOnly) await hand.press(officer.the("button", "letters.askAgain"));
      else await page.reload();
      await officer.text("letters.asked", { count: letters.totalCount }).waitFor();
      await officer.text("letters.chosen", { count: 1 }).waitFor();
      expect(await box(people!).isChecked()).toBe(false);
      expect(await box(later!).isChecked()).toBe(true);

      // What the mail server said of each is told, and no more than that.
      const look = officer.the("button", "letters.lookAgain");
      const isTold = async (name: string, status: string) => {
        await look.click();
        const said = officer.says("letters.said", { status });
        return (await row(name).filter({ hasText: said }).count()) > 0;
      };
      const nodes = await settled(officer, key);
      await expect.poll(() => isTold(refused!, "550")).toBe(true);
      await row(people!).getByText(officer.pattern("letters.status.accepted")).first().waitFor();
      expect(await officer.obstacles()).toEqual([]);
      const first = await taken(key);
      expect(nodes.map(({ status }) => status)).toContain("REFUSED");
      expect(first.length).toBe(nodes.filter(({ status }) => status === "ACCEPTED").length);
      expect(new Set(first.map(({ to }) => to)).size).toBe(first.length);
      expect(first.some(({ to }) => to.startsWith("later-") || to.includes(LATER.toLowerCase()))).toBe(false);

      // The other one is written to later; what is refused for now is tried again.
      await hand.press(send);
      await hand.press(officer.the("button", "letters.sendNow", { count: 1 }));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => isTold(later!, "451"), { timeout: 60_000 }).toBe(true);
      await officer.text("letters.chosen", { count: 0 }).waitFor();

      // A reminder is another letter; nothing is sent where nobody says so.
      await hand.choose(officer.the("radio", "letters.matter.reminder"));
      await officer.text("letters.chosen", { count: 3 }).waitFor();
      await hand.press(send);
      await officer.the("heading", "letters.confirm.reminder").waitFor();
      await hand.press(officer.the("button", "letters.doNot"));
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await officer.obstacles()).toEqual([]);
    },
  );

  story("is the only one who reads of letters", async ({ visitor }) => {
    const focal = await visitor("en", "phone");
    await focal.signIn("focal-point.qmc@example.org", "/rounds/fictional-views");
    expect(await focal.the("link", "rounds.toLetters").count()).toBe(0);
    await focal.open("/rounds/fictional-views/letters");
    await focal.text("letters.notForYou").waitFor();
    expect(await focal.obstacles()).toEqual([]);
  });
});
