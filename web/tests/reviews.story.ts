import { describe, expect } from "vitest";

import { lettersTaken } from "./harness/letters";
import { asks, does, PASSWORD, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

/** Each has a filing that stands, which no other story changes; each is reviewed by another State. */
const PAIRS = [
  ["qoc", "qog"],
  ["qns", "qnk"],
  ["qnp", "qnv"],
] as const;
const PLACES = EVERYWHERE.map((where, place) => ({
  ...where,
  state: PAIRS[place]![0],
  peer: PAIRS[place]![1],
  isKeyboardOnly: where.size === "desktop",
}));

const WORDS = {
  en: ["The answer is clear.", "We thank the reviewer."],
  ar: ["الإجابة واضحة.", "نشكر المستعرِض."],
  zh: ["答复清楚。", "我们感谢评议方。"],
} as Record<string, [string, string]>;

type Id = Parameters<Visitor["says"]>[0];

const field = (who: Visitor, id: Id) => who.page.getByLabel(who.says(id), { exact: true }).first();

const list = (who: Visitor, id: Id) =>
  who.page
    .locator("label.choice")
    .filter({ hasText: who.says(id) })
    .locator("select")
    .first();

/** Presses what asks first what it means, and then does it. */
async function act(who: Visitor, asked: Id, now: Id) {
  await who.hand.press(who.the("button", asked));
  const dialog = who.page.getByRole("alertdialog");
  await dialog.waitFor();
  expect(await who.obstacles()).toEqual([]);
  await who.hand.press(who.the("button", now));
  await dialog.waitFor({ state: "detached" });
}

/** Somebody comes back to the page that they had open. */
const comesBack = (who: Visitor) => who.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

const idIn = (who: Visitor) => new URL(who.page.url()).pathname.split("/").at(-1)!;

interface Filed {
  state: { name: { content: string }; filings: { id: string; position: number }[] };
}

/** The State by its name, and what it has standing, with a question that can be opened to a person. */
async function standing(who: Visitor, token: string, state: string) {
  const { state: found } = await asks<Filed>(
    token,
    `{ state(code: "${state.toUpperCase()}") { name { content } filings { id position } } }`,
  );
  const { id, position } = found.filings[0]!;
  const { filing } = await asks<{ filing: { answers: { questionCode: string }[] } }>(
    token,
    `{ filing(position: ${position}) { answers { questionCode } } }`,
  );
  const named = await who.asks<Filed>(`{ state(code: "${state.toUpperCase()}") { name { content } filings { id } } }`);
  return { id, position, questions: filing.answers.map((one) => one.questionCode), name: named.state.name.content };
}

describe("an invited review", () => {
  story.for(PLACES)(
    "is asked for, written, replied to and published by both or not at all, in $tongue on a $size",
    { timeout: 480_000 },
    async ({ tongue, size, state, peer, isKeyboardOnly }, { visitor }) => {
      const [said, replied] = WORDS[tongue]!;
      const token = await tokenOf(`publishing-authority.${state}@example.org`);
      const authority = await visitor(tongue, size, { isKeyboardOnly });
      authority.page.on("dialog", (dialog) => void dialog.accept());
      const { position, name } = await standing(authority, token, state);

      // From the filing: which answers, to whom, until when; what is typed outlives the page.
      await authority.signIn(`publishing-authority.${state}@example.org`, `/filings/${position}`);
      await authority.hand.press(authority.the("link", "reviews.invite"));
      await list(authority, "reviews.state").waitFor();
      expect(await authority.obstacles()).toEqual([]);
      // A list of two hundred States: whoever has a keyboard types the name.
      await list(authority, "reviews.state").selectOption(peer.toUpperCase());
      await field(authority, "reviews.openUntil").fill("2031-05-01T12:00");
      await authority.page.reload();
      // Section by section: the first question of one that permits such a reviewer.
      const part = authority.page.locator("main h3").getByRole("button").nth(1);
      const section = await part.innerText();
      await authority.hand.press(part);
      await authority.hand.tick(authority.page.locator("main input[type=checkbox]:enabled").first());
      expect(await authority.obstacles()).toEqual([]);
      await authority.hand.press(authority.the("button", "reviews.inviteAct"));
      const asked = authority.page.getByRole("alertdialog");
      await asked.getByText(authority.says("reviews.inviteFixed")).waitFor();
      expect(await authority.obstacles()).toEqual([]);
      await authority.hand.press(authority.the("button", "reviews.inviteNow"));
      await authority.text("reviews.stage.invited").waitFor();
      const id = idIn(authority);
      expect(await authority.obstacles()).toEqual([]);

      // Nobody else is told that it is there.
      const reader = await visitor(tongue, size);
      await reader.open(`/reviews/${id}`);
      await reader.text("reviews.noSuch").waitFor();
      expect(await reader.obstacles()).toEqual([]);

      // The reviewer finds it in the list, takes it up, and reads the answer beside the text.
      const reviewer = await visitor(tongue, size, { isKeyboardOnly });
      reviewer.page.on("dialog", (dialog) => void dialog.accept());
      await reviewer.signIn(`publishing-authority.${peer}@example.org`, "/reviews");
      await reviewer.the("heading", "reviews.asked").waitFor();
      expect(await reviewer.obstacles()).toEqual([]);

      // Narrowed, the list holds what is asked for, and the address says so.
      const entry = reviewer.page.locator(`a[href$="/reviews/${id}"]`);
      await reviewer.hand.pick(list(reviewer, "reviews.narrow.side"), "STATE");
      await entry.waitFor({ state: "detached" });
      await reviewer.page.waitForURL(/side=STATE/);
      await reviewer.hand.pick(list(reviewer, "reviews.narrow.side"), "REVIEWER");
      await reviewer.hand.pick(list(reviewer, "reviews.narrow.stage"), "INVITED");
      await reviewer.hand.pick(list(reviewer, "reviews.narrow.of"), state.toUpperCase());
      await entry.waitFor();
      await reviewer.page.waitForURL(/of=Q/);
      expect(await reviewer.obstacles()).toEqual([]);
      await reviewer.hand.pick(list(reviewer, "reviews.narrow.stage"), "ENDED");
      await reviewer.text("capacity.noneHere").waitFor();
      expect(await reviewer.obstacles()).toEqual([]);
      await reviewer.hand.press(reviewer.the("button", "provisions.clear"));
      await reviewer.hand.press(reviewer.page.locator(`a[href$="/reviews/${id}"]`));
      await reviewer.text("reviews.answersAfter").waitFor();
      await act(reviewer, "reviews.accept", "reviews.acceptNow");
      await field(reviewer, "reviews.reviewWords").waitFor();
      expect(await reviewer.text("reviews.notOpen").count()).toBe(0);
      expect(section).toContain(await reviewer.page.locator("#answers ~ div h3").innerText());

      // What is typed is saved by itself, and is there again without the network in between.
      await reviewer.hand.type(field(reviewer, "reviews.reviewWords"), said);
      await reviewer.page.getByText(reviewer.pattern("reviews.savedAt")).waitFor();
      await reviewer.page.reload();
      await reviewer.page.getByText(reviewer.pattern("reviews.savedAt")).waitFor();
      expect(await field(reviewer, "reviews.reviewWords").inputValue()).toBe(said);
      expect(await reviewer.obstacles()).toEqual([]);
      await comesBack(authority);
      await authority.text("reviews.stage.accepted").waitFor();
      expect(await authority.page.getByText(said, { exact: true }).count()).toBe(0);
      await act(reviewer, "reviews.deliver", "reviews.deliverNow");
      await reviewer.text("reviews.noReply").waitFor();

      // The State reads it and replies.
      await comesBack(authority);
      await authority.page.getByText(said, { exact: true }).waitFor();
      await authority.hand.type(field(authority, "reviews.replyWords"), replied);
      await authority.page.getByText(authority.pattern("reviews.savedAt")).waitFor();
      await act(authority, "reviews.send", "reviews.sendNow");
      await authority.text("reviews.nobodyAgreed").waitFor();
      expect(await authority.obstacles()).toEqual([]);

      // One side alone publishes nothing, and may take it back.
      await act(authority, "reviews.agree", "reviews.agreeNow");
      await authority.text("reviews.hasAgreed", { side: name }).waitFor();
      await act(authority, "reviews.takeBack", "reviews.takeBackNow");
      await authority.text("reviews.nobodyAgreed").waitFor();
      await act(authority, "reviews.agree", "reviews.agreeNow");
      await authority.text("reviews.hasAgreed", { side: name }).waitFor();
      await reader.page.reload();
      await reader.text("reviews.noSuch").waitFor();

      // The second agreement opens both to everybody.
      await reviewer.page.reload();
      await act(reviewer, "reviews.agree", "reviews.agreePublishNow");
      await reviewer.page.getByText(reviewer.pattern("reviews.publishedOn")).waitFor();
      await reader.page.reload();
      await reader.page.getByText(said, { exact: true }).waitFor();
      await reader.page.getByText(replied, { exact: true }).waitFor();
      expect(await reader.page.getByText(said, { exact: true }).getAttribute("lang")).toBe(tongue);
      expect(await reader.page.getByText(said, { exact: true }).getAttribute("dir")).toBe(
        tongue === "ar" ? "rtl" : "ltr",
      );
      expect(await reader.obstacles()).toEqual([]);
      await reader.open("/reviews");
      await reader.the("heading", "reviews.published").waitFor();
      expect(await list(reader, "reviews.narrow.side").count()).toBe(0);
      await reader.page.locator(`a[href$="/reviews/${id}"]`).waitFor();
      expect(await reader.obstacles()).toEqual([]);
    },
  );

  story("that a State opens to a person is turned down, and another one extended and ended", async ({ visitor }) => {
    const token = await tokenOf("publishing-authority.qnm@example.org");
    const who = await visitor("en", "desktop");
    who.page.on("dialog", (dialog) => void dialog.accept());
    const { id: filing, questions } = await standing(who, token, "qnm");
    const invited = (reviewer: object) => ({
      filing,
      questions: questions.slice(0, 1),
      reviewer,
      until: "2031-05-01T12:00:00Z",
    });
    const expert = { email: "analyst@example.org", name: "A. Person" };
    const asked = await does<{ review: { id: string } }>(token, "inviteReview", invited({ expert }), "review { id }");
    const other = await does<{ review: { id: string } }>(
      token,
      "inviteReview",
      invited({ state: "QNU" }),
      "review { id }",
    );

    const person = await visitor("en", "desktop");
    await person.signIn("analyst@example.org", `/reviews/${asked.review.id}`);
    await act(person, "reviews.decline", "reviews.declineNow");
    await person.text("reviews.stage.declined").waitFor();

    await who.signIn("publishing-authority.qnm@example.org", `/reviews/${other.review.id}`);
    await who.hand.press(who.the("button", "reviews.extend"));
    await field(who, "reviews.newUntil").fill("2032-05-01T12:00");
    await who.hand.press(who.the("button", "reviews.extendNow"));
    await who.page
      .getByText(/1 May 2032/)
      .first()
      .waitFor();
    await act(who, "reviews.end", "reviews.endNow");
    await who.text("reviews.stage.ended").waitFor();
    expect(await who.obstacles()).toEqual([]);
  });

  story.for(EVERYWHERE)(
    "that a State asks of somebody without an account begins with the letter, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const token = await tokenOf("publishing-authority.qnm@example.org");
      const expert = await visitor(tongue, size);
      const { id: filing, questions } = await standing(expert, token, "qnm");
      const email = `expert.${tongue}.${Date.now().toString(36)}@example.org`;
      const asked = {
        filing,
        questions: questions.slice(0, 1),
        reviewer: { expert: { email, name: "A. Person" } },
        until: "2031-05-01T12:00:00Z",
      };
      const { review } = await does<{ review: { id: string } }>(token, "inviteReview", asked, "review { id }");
      const link = async () => /https?:\S+#\S+/.exec((await lettersTaken()).find(({ to }) => to === email)?.text ?? "");
      await expect.poll(link, { timeout: 60_000 }).not.toBeNull();
      const { search, hash } = new URL((await link())![0]);

      await expert.open(`/invitation${search}${hash}`);
      await expert.text("session.invitation.reviewIntro").waitFor();
      await field(expert, "session.name").fill("A. Person");
      await field(expert, "session.password").fill(PASSWORD);
      expect(await expert.barriers()).toEqual([]);
      await expert.the("button", "session.invitation.accept").click();
      await expert.page.waitForURL((url) => url.pathname === `/${tongue}/reviews/${review.id}`);
      await act(expert, "reviews.accept", "reviews.acceptNow");
      await field(expert, "reviews.reviewWords").waitFor();
      expect(await expert.barriers()).toEqual([]);
    },
  );

  story("that two people of one side write at once loses neither text", async ({ visitor }) => {
    const token = await tokenOf("publishing-authority.qnu@example.org");
    const focal = await visitor("en", "desktop");
    focal.page.on("dialog", (dialog) => void dialog.accept());
    const { id: filing, questions } = await standing(focal, token, "qnu");
    const { review } = await does<{ review: { id: string } }>(
      token,
      "inviteReview",
      { filing, questions: questions.slice(0, 1), reviewer: { state: "QNM" }, until: "2031-05-01T12:00:00Z" },
      "review { id }",
    );
    const theirs = await tokenOf("publishing-authority.qnm@example.org");
    await does(theirs, "acceptReview", { id: review.id }, "review { id }");
    await focal.signIn("focal-point.qnm@example.org", `/reviews/${review.id}`);
    await focal.text("reviews.authorityDecides").waitFor();
    const draft = { id: review.id, revision: 0, language: "EN", content: "Theirs" };
    await does(theirs, "saveReviewDraft", draft, "draft { revision }");
    await focal.hand.type(field(focal, "reviews.reviewWords"), "Mine");
    await focal.the("heading", "capacity.conflict.title").waitFor();
    expect(await focal.obstacles()).toEqual([]);
    await focal.the("button", "capacity.conflict.takeTheirs").click();
    expect(await field(focal, "reviews.reviewWords").inputValue()).toBe("Theirs");
    await focal.the("button", "capacity.aside").click();
    await focal.the("button", "capacity.takeBack").click();
    await focal.page.getByText(focal.pattern("reviews.savedAt")).waitFor();
    expect(await field(focal, "reviews.reviewWords").inputValue()).toBe("Mine");
  });

  story("goes out again under the name that it had, where no answer came", async ({ visitor }) => {
    const token = await tokenOf("publishing-authority.qnu@example.org");
    const peer = await visitor("en", "desktop");
    peer.page.on("dialog", (dialog) => void dialog.accept());
    peer.forgive(/ERR_FAILED/, /Failed to load resource/);
    const { id: filing, questions } = await standing(peer, token, "qnu");
    const { review } = await does<{ review: { id: string } }>(
      token,
      "inviteReview",
      { filing, questions: questions.slice(0, 1), reviewer: { state: "QOG" }, until: "2031-05-01T12:00:00Z" },
      "review { id }",
    );
    const theirs = await tokenOf("publishing-authority.qog@example.org");
    await does(theirs, "acceptReview", { id: review.id }, "review { id }");
    await peer.signIn("publishing-authority.qog@example.org", `/reviews/${review.id}`);
    await field(peer, "reviews.reviewWords").waitFor();
    // The service keeps it, and the answer is lost on its way.
    const keys: string[] = [];
    await peer.page.route("**/graphql**", async (route) => {
      const body = route.request().postData() ?? "";
      if (!body.includes("saveReviewDraft")) return route.continue();
      keys.push((JSON.parse(body) as { variables: { input: { key: string } } }).variables.input.key);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort("failed");
    });
    await peer.hand.type(field(peer, "reviews.reviewWords"), "First");
    await peer.the("button", "reviews.saveNow").waitFor();
    await peer.page.reload();
    await peer.page.getByText(peer.pattern("reviews.savedAt")).waitFor();
    expect(await field(peer, "reviews.reviewWords").inputValue()).toBe("First");
    await peer.hand.type(field(peer, "reviews.reviewWords"), "First and second");
    await peer.page.getByText(peer.pattern("reviews.notSaved")).waitFor();
    await peer.page.getByText(peer.pattern("reviews.savedAt")).waitFor();
    expect(await peer.the("heading", "capacity.conflict.title").count()).toBe(0);
    const { review: kept } = await asks<{ review: { draft: { content: string; revision: number } } }>(
      theirs,
      `{ review(id: "${review.id}") { draft { content revision } } }`,
    );
    expect(kept.draft.content).toBe("First and second");

    // Without a connection the page stays as it was read, with what is typed into it.
    await peer.page.context().setOffline(true);
    peer.forgive(/ERR_INTERNET_DISCONNECTED/);
    const lost = peer.page.waitForEvent("requestfailed");
    await comesBack(peer);
    await lost;
    await peer.hand.type(field(peer, "reviews.reviewWords"), "First, second and third");
    await peer.page.getByText(peer.pattern("reviews.notSaved")).waitFor();
    await peer.page.context().setOffline(false);
    await peer.page.getByText(peer.pattern("reviews.savedAt")).waitFor();

    // Whoever signs in here next meets nothing of it, though the service does not answer for the review.
    await peer.page.unroute("**/graphql**");
    await peer.page.route("**/graphql**", (route) => {
      const asked = `${route.request().url()} ${route.request().postData()}`;
      return asked.includes("OneReview") ? route.abort("failed") : route.continue();
    });
    peer.forgive(/ERR_FAILED/);
    await peer.page.context().clearCookies();
    const next = await peer.beside();
    await next.signIn("focal-point.qnh@example.org", "/reviews");
    await peer.page.getByRole("main").getByRole("alert").waitFor();
    expect(await peer.page.getByText(/^First/).count()).toBe(0);
    expect(await peer.the("heading", "reviews.answers").count()).toBe(0);
  });
});
