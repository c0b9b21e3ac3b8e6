import { describe, expect } from "vitest";

import { EVERYWHERE, story, type Visitor } from "./harness/story";

interface Work {
  submissions: {
    stage: string;
    round: { stage: string; closesOn: string | null };
    completeness: { core: number; coreAnswered: number };
  }[];
}

const steps = ({ page }: Visitor) => page.getByRole("main").getByRole("listitem");

/** The step of this name. */
const step = (who: Visitor, id: Parameters<Visitor["says"]>[0]) => steps(who).filter({ has: who.the("heading", id) });

describe("whoever is here for the first time", () => {
  story.for(EVERYWHERE)(
    "finds the first steps of a reader, and what others do here, in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const reader = await visitor(tongue, size);
      const { page } = reader;
      await reader.open("/");
      await reader.the("link", "start.toGuide").click();
      await reader.the("link", "guide.reader").and(page.locator("[aria-current=page]")).waitFor();
      expect(await steps(reader).count()).toBe(6);
      expect(await reader.barriers()).toEqual([]);

      // Each leads somewhere, and none of it needs an account.
      const links = steps(reader).getByRole("link");
      const places = await links.evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).pathname));
      expect(places).toHaveLength(6);
      for (const place of new Set(places)) {
        await page.goto(place);
        await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
        expect(new URL(page.url()).pathname).toBe(place);
      }

      await reader.open("/guide/delegate");
      await step(reader, "guide.signIn").getByRole("link").click();
      await page.waitForURL(`**/${tongue}/sign-in`);
    },
  );

  story("sees as a delegate what is done and what comes next", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qma@example.org", "/guide");
    const { submissions } = await focal.asksSignedIn<Work>(
      "{ submissions { stage round { stage closesOn } completeness { core coreAnswered } } }",
    );
    const open = submissions.filter(({ round }) => ["OPEN", "CLOSED"].includes(round.stage));
    const [next] = open.toSorted((one, other) =>
      (one.round.closesOn ?? "9").localeCompare(other.round.closesOn ?? "9"),
    );
    const { core, coreAnswered } = next!.completeness;
    await step(focal, "guide.answer")
      .getByText(focal.says("guide.core", { answered: coreAnswered, core }))
      .waitFor();
    await step(focal, "guide.open").getByText(focal.says("guide.done")).waitFor();
    const isFiled = ["FILED", "AMENDING"].includes(next!.stage);
    expect(await step(focal, "guide.file").getByText(focal.says("guide.done")).count()).toBe(isFiled ? 1 : 0);
    await step(focal, "guide.answer").getByRole("link").click();
    await focal.page.waitForURL("**/survey");
  });

  story("is led as an officer to the round that opened last", async ({ visitor }) => {
    const officer = await visitor("en", "desktop");
    await officer.signIn("secretariat-officer@example.org", "/guide");
    const { rounds } = await officer.asks<{ rounds: { nodes: { key: string }[] } }>(
      "{ rounds(last: 1) { nodes { key } } }",
    );
    await step(officer, "guide.status").getByRole("link").click();
    await officer.page.waitForURL(`**/rounds/${rounds.nodes[0]!.key}/status`);
    await officer.page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  });
});
