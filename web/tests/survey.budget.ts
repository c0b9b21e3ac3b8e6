import { expect } from "vitest";

import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

/** From a keystroke to the next paint, in milliseconds, for 95 of 100. */
const TYPING = 50;
const SLOWER = 4;
const TYPED = "A national team answers requests from abroad within a day, and says so in a public register. ".repeat(2);

/** Opens the national survey of a State that has not begun. */
async function begin(focal: Visitor, state: string) {
  await focal.signIn(`focal-point.${state}@example.org`, "/submissions");
  const { round } = await focal.asks<{ round: { title: { content: string } } }>(
    `{ round(key: "fictional-survey-2") { title { content } } }`,
  );
  const invitation = focal.page.getByRole("article").filter({ hasText: round.title.content });
  await invitation.getByRole("button", { name: focal.says("submission.open") }).click();
  await focal.page.waitForURL("**/survey");
  await new Survey(focal).question("GEN.authority").waitFor();
}

story("typing is painted at once in the survey with every module", async ({ visitor }) => {
  const focal = await visitor("en", "desktop");
  const { page } = focal;
  await begin(focal, "qmf");
  const survey = new Survey(focal);
  await survey.showAll();
  for (const module of await survey.question("GEN.modules").locator("label").all()) await module.click();
  await survey.isSaved("GEN.modules");

  const wire = await page.context().newCDPSession(page);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // Event timing goes from the key to the end of the next paint, in steps of 8 ms; what is quicker than 16 is not told.
  await page.evaluate(() => {
    const seen = new Map<number, number>();
    Object.assign(window, { seen });
    const observer = new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
        if (interactionId > 0) seen.set(interactionId, Math.max(duration, seen.get(interactionId) ?? 0));
      }
    });
    observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  const late: string[] = [];
  for (const code of ["GEN.bodies_consulted", "GEN.authority"]) {
    const field = survey.question(code).getByRole("textbox").first();
    await field.click();
    await field.pressSequentially(TYPED, { delay: 60, timeout: 60_000 });
    await wire.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await survey.isSaved(code);
    const times = await page.evaluate(() => {
      const { seen } = window as unknown as { seen: Map<number, number> };
      const found = [...seen.values()];
      seen.clear();
      return found;
    });
    await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const quick = Array.from({ length: Math.max(0, TYPED.length - times.length) }, () => 16);
    const sorted = [...times, ...quick].toSorted((one, other) => one - other);
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Infinity;
    console.log(
      `${code}: typing to paint with ${SLOWER}x slow-down: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms ` +
        `of ${TYPING}, worst ${at(1).toFixed(0)} ms (${sorted.length} keystrokes)`,
    );
    if (at(0.95) > TYPING) late.push(code);
  }
  expect(late, "fields in which typing is painted late").toEqual([]);
});
