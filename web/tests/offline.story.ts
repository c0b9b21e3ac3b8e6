import { describe, expect, onTestFinished } from "vitest";

import { Device } from "./harness/device";
import { asks, does, tokenOf } from "./harness/people";
import { SIZES, story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

const ROUND = "fictional-survey-2";
/** Short and long. */
const AUTHORITY = "GEN.authority";
const BODIES = "GEN.bodies_consulted";

interface Files {
  submissions: { id: string; revision: number; stage: string; round: { key: string } }[];
}

/** The working file of a State in the round, open to change. */
async function opened(token: string): Promise<string> {
  const { submissions } = await asks<Files>(token, "{ submissions { id revision stage round { key } } }");
  const { id, revision, stage } = submissions.find(({ round }) => round.key === ROUND)!;
  if (stage === "FILED") await does(token, "amendSubmission", { submission: id, revision }, "submission { id }");
  return id;
}

interface Stored {
  submission: {
    answers: { questionCode: string; revision: number; content: { value: { text?: string } | null } | null }[];
    sections: { unmergedCount: number }[];
  };
}

/** What the service holds of a working file: the texts, how often each was saved, and whether any waits to be merged. */
async function held(token: string, id: string) {
  const { submission } = await asks<Stored>(
    token,
    `query ($id: ID!) { submission(id: $id) {
      answers { questionCode revision content { value { ... on TextValue { text } } } }
      sections { unmergedCount }
    } }`,
    { id },
  );
  const of = (code: string) => submission.answers.find(({ questionCode }) => questionCode === code);
  return {
    text: (code: string) => of(code)?.content?.value?.text ?? null,
    revision: (code: string) => of(code)?.revision ?? 0,
    unmerged: submission.sections.reduce((sum, { unmergedCount }) => sum + unmergedCount, 0),
  };
}

const field = (who: Visitor, code: string) => new Survey(who).question(code).getByRole("textbox").first();

/** Has the survey of a State open, and everything here that it needs without a connection. */
async function settle(who: Visitor, id: string) {
  await who.page.goto(`/${who.tongue}/submissions/${id}/survey/GEN`);
  await field(who, AUTHORITY).waitFor();
  await expect.poll(() => who.page.evaluate(() => localStorage.getItem("normtrack.keeps"))).not.toBeNull();
  const isReady = () =>
    who.page.evaluate(async (tongue) => {
      if ((await navigator.serviceWorker.getRegistration())?.active == null) return false;
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().some(({ url }) => url.includes(`/assets/${tongue}-`));
    }, who.tongue);
  await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
}

async function device(...of: Parameters<typeof Device.of>): Promise<Device> {
  const made = await Device.of(...of);
  onTestFinished(() => made.erase());
  return made;
}

async function hasNoBarriers(who: Visitor) {
  for (const size of [SIZES.phone, SIZES.desktop]) {
    await who.page.setViewportSize(size);
    expect(await who.barriers()).toEqual([]);
    expect(await who.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  }
  await who.page.setViewportSize(SIZES[who.size]);
}

describe("without a connection", () => {
  story.for([
    { tongue: "en", size: "desktop", state: "QNE", texts: ["The national authority.", "Four bodies were consulted."] },
    { tongue: "ar", size: "phone", state: "QNG", texts: ["السلطة الوطنية.", "جرى التشاور مع أربع هيئات."] },
    { tongue: "zh", size: "desktop", state: "QNJ", texts: ["国家主管部门。", "征求了四个机构的意见。"] },
  ] as const)(
    "typing goes on, outlives the browser, and is sent later, in $tongue on a $size",
    async ({ tongue, size, state, texts }) => {
      // A text of this run, whatever the service held before.
      const [first, second] = texts.map((text) => `${text} ${Date.now()}`) as [string, string];
      const email = `focal-point.${state.toLowerCase()}@example.org`;
      const token = await tokenOf(email);
      const id = await opened(token);
      const own = await device(tongue, size);
      let who = await own.start();
      await who.signIn(email, "/submissions");
      await settle(who, id);

      await own.cut(true);
      await field(who, AUTHORITY).fill(first);
      await who.text("shell.offline").waitFor();
      await who.page.getByText(who.says("unsent.later")).waitFor();
      await new Survey(who).question(AUTHORITY).getByText(who.says("survey.trouble.unreached")).waitFor();
      await hasNoBarriers(who);
      await own.stop();

      // The browser is started anew, and there is still no connection.
      who = await own.start(true);
      await who.page.goto(`/${tongue}/submissions/${id}/survey/GEN`);
      await expect.poll(() => field(who, AUTHORITY).inputValue()).toBe(first);
      await who.page.getByText(who.pattern("unsent.keptFile")).waitFor();
      await hasNoBarriers(who);
      await new Survey(who).showAll();
      await field(who, BODIES).fill(second);
      await who.page.goto(`/${tongue}/coverage`);
      await who.the("heading", "unsent.needs.title").waitFor();
      await who.page.getByText(who.says("unsent.count", { count: 2 })).waitFor();
      await hasNoBarriers(who);
      expect((await held(token, id)).text(AUTHORITY)).not.toBe(first);
      await own.stop();

      // The connection is back, and nobody opens the survey: the console itself sends it.
      who = await own.start();
      await who.page.goto(`/${tongue}/submissions`);
      await expect.poll(async () => (await held(token, id)).text(AUTHORITY)).toBe(first);
      await expect.poll(async () => (await held(token, id)).text(BODIES)).toBe(second);
      expect((await held(token, id)).unmerged).toBe(0);
      await expect.poll(() => who.page.locator(".shell-unsent").count()).toBe(0);
      await who.page.goto(`/${tongue}/submissions/${id}/survey/GEN`);
      await new Survey(who).showAll();
      await expect.poll(() => field(who, BODIES).inputValue()).toBe(second);
    },
  );
});
