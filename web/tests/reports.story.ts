import { text } from "node:stream/consumers";

import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";

const ROUND = "fictional-survey-1";
const QUESTION = "N13A.status";

interface Named {
  code: string;
  name: { content: string };
}

interface Filed {
  position: number;
  state: Named | null;
  answer: { standing: string } | null;
}

/** States whose answer to a question everybody may read. */
async function speakers(reader: Visitor): Promise<(Filed & { state: Named })[]> {
  const { filings } = await reader.asks<{ filings: { nodes: Filed[] } }>(
    `{ filings(round: "${ROUND}", first: 100) { nodes { position state { code name { content } } answer(question: "${QUESTION}") { standing } } } }`,
  );
  return filings.nodes.filter(
    (filing): filing is Filed & { state: Named } => filing.state !== null && filing.answer !== null,
  );
}

/** Follows what is cited, as somebody else would later. */
async function followCitation(reader: Visitor, position: number) {
  const { page } = reader;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await reader.the("button", "coverage.copyAddress").click();
  await reader.text("coverage.copiedAddress").waitFor();
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await page.getByText(reader.says("coverage.asOfNote", { position })).waitFor();
}

describe("a reader", () => {
  story.for(EVERYWHERE)(
    "finds a State by name, reads what it shows, and cites it, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { state, position } = (await speakers(reader))[0]!;
      const { provision, stateProfile } = await reader.asks<{
        provision: { title: { content: string } };
        stateProfile: { provisions: { answers: { citation: string; questionCode: string }[] }[] };
      }>(`{
        provision(code: "A-70-174/13.a") { title { content } }
        stateProfile(state: "${state.code}") { provisions { answers { citation questionCode } } }
      }`);
      // What it filed last to the questionnaire.
      const answers = stateProfile.provisions.flatMap((one) => one.answers);
      const { citation } = answers.find(({ questionCode }) => questionCode === QUESTION)!;

      await reader.open("/states");
      await page.getByRole("main").getByRole("searchbox").waitFor();
      // By name, and by nothing else.
      const names = await page.getByRole("region").first().getByRole("listitem").allTextContents();
      const { compare } = new Intl.Collator(tongue);
      expect(names).toEqual(names.toSorted(compare));
      expect(await reader.barriers()).toEqual([]);
      await page.getByRole("main").getByRole("searchbox").fill(state.name.content);
      await page.getByRole("link", { name: state.name.content, exact: true }).click();

      await page.getByRole("heading", { level: 1, name: state.name.content, exact: true }).waitFor();
      await reader.the("heading", "reports.state.says").waitFor();
      // Text by text: what is folded is unfolded.
      const report = page.getByRole("button", { name: /A\/70\/174/ });
      if ((await report.getAttribute("aria-expanded")) === "false") await report.click();
      await page.getByRole("article").filter({ hasText: provision.title.content }).first().waitFor();
      await page
        .locator(`td a, th a`)
        .and(page.locator(`[href$="/filings/${position}"]`))
        .first()
        .waitFor();
      expect(await reader.barriers()).toEqual([]);

      const { registerPosition } = await reader.asks<{ registerPosition: number }>("{ registerPosition }");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        reader.the("button", "coverage.csv").click(),
      ]);
      expect(download.suggestedFilename()).toBe(`normtrack-state-${state.code}-${registerPosition}.csv`);
      expect(await text(await download.createReadStream())).toContain(citation);
      await followCitation(reader, registerPosition);
      await reader.the("heading", "reports.state.says").waitFor();
    },
  );

  story.for(EVERYWHERE)(
    "goes from coverage to participation and to one question over rounds, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const { participation, trend } = await reader.asks<{
        participation: { asOf: number; members: { filed: number; invited: number } }[];
        trend: {
          runs: { points: { row: { invited: number; parts: { answeredShown: number; declined: number } } }[] }[];
        };
      }>(`{
        participation { asOf members { filed invited } }
        trend(edition: "national-implementation/1", question: "${QUESTION}") {
          runs { points { row { invited parts { answeredShown declined } } } }
        }
      }`);

      await reader.open("/coverage");
      await reader.the("link", "coverage.toParticipation").click();
      await reader.the("heading", "reports.participation.title").waitFor();
      for (const { members } of participation)
        await page.getByText(reader.says("reports.participation.filed", members), { exact: true }).first().waitFor();
      await reader.the("heading", "reports.participation.byGroup").waitFor();
      expect(await reader.barriers()).toEqual([]);
      await followCitation(reader, Math.max(...participation.map(({ asOf }) => asOf)));

      await reader.open(`/provisions/${encodeURIComponent("A-70-174/13.a")}`);
      await reader.the("link", "coverage.toTrend").first().click();
      await reader.the("heading", "reports.trend.title").waitFor();
      const points = trend.runs.flatMap((run) => run.points);
      expect(points.length).toBeGreaterThan(1);
      for (const { row } of points) {
        const values = { count: row.parts.answeredShown, invited: row.invited };
        await page.getByText(reader.says("reports.ofInvited", values), { exact: true }).first().waitFor();
      }
      const declined = page.getByRole("row").filter({ has: reader.the("rowheader", "coverage.part.declined") });
      expect(await declined.getByRole("cell").allTextContents()).toEqual(
        points.map(({ row }) => String(row.parts.declined)),
      );
      expect(await reader.barriers()).toEqual([]);

      // Another part of the same series is in the address.
      await page
        .locator("label")
        .filter({ hasText: reader.says("reports.trend.part") })
        .locator("select")
        .selectOption("DECLINED");
      await page.waitForURL(/part=DECLINED/);
      const values = { count: points[0]!.row.parts.declined, invited: points[0]!.row.invited };
      await page.getByText(reader.says("reports.ofInvited", values), { exact: true }).first().waitFor();
    },
  );

  story.for(EVERYWHERE)(
    "compares States by name, and is told nothing of why one shows nothing, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      const spoken = await speakers(reader);
      const { round } = await reader.asks<{ round: { invited: { nodes: { state: Named }[] } } }>(
        `{ round(key: "${ROUND}") { invited(first: 100) { nodes { state { code name { content } } } } } }`,
      );
      const silent = round.invited.nodes
        .map(({ state }) => state)
        .find(({ code }) => !spoken.some(({ state }) => state.code === code))!;
      const [one, other] = spoken.map(({ state }) => state);

      // The silent State first: the order of the address is not the order of the columns.
      await reader.open(`/comparison?round=${ROUND}&instrument=A-70-174&states=${silent.code}+${other!.code}`);
      const table = page.getByRole("table");
      await table.waitFor();
      const field = page.getByRole("combobox", { name: reader.says("survey.addState"), exact: true });
      await field.fill(one!.name.content);
      await page.getByRole("option", { name: one!.name.content, exact: true }).click();
      await page.waitForURL(new RegExp(one!.code));
      await page.keyboard.press("Escape");
      const heads = table.getByRole("columnheader");
      await expect.poll(() => heads.count(), { timeout: 15_000 }).toBe(3);
      const { compare } = new Intl.Collator(tongue);
      expect(await heads.allTextContents()).toEqual(
        [one!, other!, silent].map(({ name }) => name.content).sort(compare),
      );
      expect(await table.getByText(reader.says("coverage.noPublic"), { exact: true }).count()).toBeGreaterThan(0);
      for (const untold of ["coverage.part.notFiled", "coverage.part.silent", "coverage.part.withheld"] as const)
        expect(await table.getByText(reader.says(untold), { exact: true }).count(), untold).toBe(0);
      expect(await reader.barriers()).toEqual([]);
      // Wide tables move within themselves; the page stays.
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);

      const { registerPosition } = await reader.asks<{ registerPosition: number }>("{ registerPosition }");
      await followCitation(reader, registerPosition);
      await expect.poll(() => heads.count(), { timeout: 15_000 }).toBe(3);
    },
  );

  story("may not see where a round stands", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qma@example.org", `/rounds/${ROUND}/status`);
    await focal.text("reports.status.notForYou").waitFor();
    expect(await focal.barriers()).toEqual([]);
  });
});

describe("an officer of the secretariat", () => {
  story.for(EVERYWHERE)("sees where a round stands, in $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    const officer = await visitor(tongue, size);
    const { page } = officer;
    await officer.signIn("secretariat-officer@example.org", `/coverage/${ROUND}`);
    await officer.the("link", "coverage.toStatus").click();
    await officer.the("heading", "reports.status.title").waitFor();
    const { roundStatus } = await officer.asksSignedIn<{
      roundStatus: { members: { opened: number; filed: number; invited: number }; states: { state: Named }[] };
    }>(
      `{ roundStatus(round: "${ROUND}") { members { opened filed invited } states { state { code name { content } } } } }`,
    );
    const { members, states } = roundStatus;
    const opened = { count: members.opened, invited: members.invited };
    await page.getByText(officer.says("reports.status.openedOf", opened), { exact: true }).waitFor();
    await page
      .getByText(officer.says("reports.participation.filed", { ...members }), { exact: true })
      .first()
      .waitFor();
    expect(await page.locator("tbody tr").count()).toBe(states.length);
    await page.getByText(officer.says("reports.status.isLate")).first().waitFor();
    expect(await officer.barriers()).toEqual([]);
  });
});
