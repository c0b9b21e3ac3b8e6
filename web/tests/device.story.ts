import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";

import { AUTHORITY, BODIES, cited, device, documents, field, held, opened, settle } from "./harness/away";
import { house } from "./harness/house";
import { newcomer, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

/** Somebody new with their survey open on a device of their own. */
async function newHere(state: string) {
  const email = `here-${Date.now()}@example.org`;
  const focal = await tokenOf(`focal-point.${state.toLowerCase()}@example.org`);
  const token = await newcomer(focal, state, "FOCAL_POINT", email);
  const id = await opened(token);
  const own = await device("en", "desktop");
  const who = await own.start();
  await who.signIn(email, "/submissions");
  await settle(who, id);
  await new Survey(who).showAll();
  return { email, token, id, own, who };
}

describe("a browser without room", () => {
  story("says at once that what is typed is not kept, and when it is again", async () => {
    const { token, id, own, who: before } = await newHere("QNJ");
    await before.page.goto(`/en/submissions/${id}/survey/G1`);
    await new Survey(before).question("G1.evidence").waitFor();
    await own.stop();

    // The browser is started anew without a connection, and the disk is full: it reckons how much room there is once in a while.
    const who = await own.start(true);
    const browser = await own.browser.newCDPSession(who.page);
    const room = (quotaSize?: number) =>
      browser.send("Storage.overrideQuotaForOrigin", {
        origin: house().server,
        ...(quotaSize === undefined ? {} : { quotaSize }),
      });
    await room(1);
    await who.page.goto(`/en/submissions/${id}/survey/GEN`);
    const [notKept, later, stays] = (["unsent.notKept", "unsent.later", "unsent.typedStays"] as const).map((word) =>
      who.page.getByText(who.says(word)),
    ) as [Locator, Locator, Locator];
    await stays.waitFor();

    // Nothing pretends to be kept: no text, and no document.
    const text = `There is no room, ${Date.now()}`;
    await field(who, AUTHORITY).fill(text);
    await notKept.waitFor({ timeout: 2_000 });
    for (const word of [later, stays]) expect(await word.count()).toBe(0);
    expect(await who.obstacles()).toEqual([]);
    const place = await documents({ "law.txt": 2_000 });
    const evidence = new Survey(who).question("G1.evidence");
    await new Survey(who).showAll();
    await new Survey(who).go("G1");
    const chosen = who.page.waitForEvent("filechooser");
    await evidence.getByRole("button", { name: who.says("evidence.upload"), exact: true }).click();
    await (await chosen).setFiles(place("law.txt"));
    await evidence.getByRole("alert").getByText("law.txt").waitFor();
    expect(await evidence.getByText(who.says("unsent.document.waits")).count()).toBe(0);

    // It is sent from the page as ever.
    await own.cut(false);
    await expect.poll(async () => (await held(token, id)).text(AUTHORITY), { timeout: 60_000 }).toBe(text);
    await notKept.waitFor({ state: "detached" });
    expect(await cited(token, id, "G1.evidence")).not.toContain("law.txt");

    // With room, what is typed is kept, and the page says so again.
    await room();
    await own.cut(true);
    await new Survey(who).go("GEN");
    const last = `There is room again, ${Date.now()}`;
    await field(who, AUTHORITY).fill(last);
    await later.waitFor();
    expect(await notKept.count()).toBe(0);
    who.page.once("dialog", (dialog) => void dialog.accept());
    await who.page.reload();
    await expect.poll(() => field(who, AUTHORITY).inputValue()).toBe(last);
  });
});

/** What the service was sent and answered, from all tabs: the answers, each time. */
function watched(who: Visitor) {
  const sent: string[] = [];
  who.page.context().on("response", (response) => {
    const request = response.request();
    const body = request.method() === "POST" ? request.postData() : null;
    if (body?.includes('"answers"') !== true) return;
    const { variables } = JSON.parse(body) as { variables: { input: { answers: { question: string }[] } } };
    sent.push(...variables.input.answers.map(({ question }) => question));
  });
  return sent;
}

describe("several tabs of one survey without a connection", () => {
  story("send each answer once, lose none, and show the same", async () => {
    const { token, id, own, who } = await newHere("QNE");
    const other = await own.tab();
    await other.page.goto(`/en/submissions/${id}/survey/GEN`);
    await field(other, BODIES).waitFor();
    const before = await held(token, id);
    const sent = watched(who);
    const [mine, theirs] = [`From one tab, ${Date.now()}`, `From the other tab, ${Date.now()}`];

    await own.cut(true);
    await field(who, AUTHORITY).fill(mine);
    await field(other, BODIES).fill(theirs);
    for (const tab of [who, other]) await tab.page.getByText(tab.says("unsent.later")).first().waitFor();

    // A third tab begins without a connection: of what others still keep it sends nothing.
    const third = await own.tab();
    await third.page.goto(`/en/submissions/${id}/survey/GEN`);
    await field(third, AUTHORITY).waitFor();

    await own.cut(false);
    await expect.poll(async () => (await held(token, id)).text(AUTHORITY), { timeout: 60_000 }).toBe(mine);
    await expect.poll(async () => (await held(token, id)).text(BODIES), { timeout: 60_000 }).toBe(theirs);
    for (const tab of [who, other, third]) {
      await tab.page.bringToFront();
      await expect.poll(() => field(tab, AUTHORITY).inputValue(), { timeout: 60_000 }).toBe(mine);
      await expect.poll(() => field(tab, BODIES).inputValue(), { timeout: 60_000 }).toBe(theirs);
      await expect.poll(() => tab.page.locator(".shell-unsent").count(), { timeout: 30_000 }).toBe(0);
    }
    const after = await held(token, id);
    for (const code of [AUTHORITY, BODIES]) expect(after.revision(code)).toBe(before.revision(code) + 1);
    expect(after.unmerged).toBe(before.unmerged);
    expect(sent.toSorted()).toEqual([AUTHORITY, BODIES]);
  });

  story("keep both texts where two of them write the same answer", async () => {
    const { token, id, own, who } = await newHere("QNG");
    const other = await own.tab();
    await other.page.goto(`/en/submissions/${id}/survey/GEN`);
    await field(other, AUTHORITY).waitFor();
    const { unmerged } = await held(token, id);
    const [mine, theirs] = [`One text, ${Date.now()}`, `Another text, ${Date.now()}`];
    await own.cut(true);
    await field(who, AUTHORITY).fill(mine);
    await field(other, AUTHORITY).fill(theirs);
    for (const tab of [who, other]) await tab.page.getByText(tab.says("unsent.later")).first().waitFor();

    await own.cut(false);
    // One stands; the other waits beside it, before whoever typed it.
    await expect.poll(async () => (await held(token, id)).unmerged, { timeout: 60_000 }).toBe(unmerged + 1);
    const stands = (await held(token, id)).text(AUTHORITY);
    expect([mine, theirs]).toContain(stands);
    const late = stands === mine ? other : who;
    const title = new Survey(late).question(AUTHORITY).getByText(late.says("survey.conflict.title"));
    await late.page.bringToFront();
    await title.waitFor();
    for (const text of [mine, theirs]) expect(await late.page.getByText(text).count()).toBeGreaterThan(0);
  });
});
