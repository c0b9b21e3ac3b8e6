import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

/** A State of its own for each: none meets what another kept. */
const STATES = ["qma", "qmb", "qmc", "qmd", "qme", "qmg"];

describe("a link with a copy of what it leads to", () => {
  story.for(
    EVERYWHERE.map((where, at) => ({ ...where, state: STATES[at]!, isKeyboardOnly: where.size === "desktop" })),
  )("is kept as evidence, in $tongue on a $size", async ({ tongue, size, state, isKeyboardOnly }, { visitor }) => {
    const focal = await visitor(tongue, size, { isKeyboardOnly });
    const { page, hand } = focal;
    await focal.signIn(`focal-point.${state}@example.org`, "/evidence");
    await hand.press(focal.the("button", "evidence.addLink"));
    const form = focal.the("form", "evidence.addLink");
    const address = form.getByLabel(focal.says("evidence.address"), { exact: true });
    const keep = form.getByRole("button", { name: focal.says("evidence.keepLink"), exact: true });
    await address.waitFor();
    expect(await keep.isDisabled()).toBe(true);
    expect(await focal.barriers()).toEqual([]);

    // What is no address is refused in the reader's words, and what was written stays.
    focal.forgive(/400/);
    await hand.type(address, "javascript:alert(1)");
    await hand.press(keep);
    await form.getByRole("alert").getByText(focal.says("evidence.linkNotKept")).waitFor();
    expect(await address.inputValue()).toBe("javascript:alert(1)");

    const url = `https://example.org/law/${state}`;
    await hand.type(address, url);
    const chosen = page.waitForEvent("filechooser");
    await hand.press(form.getByRole("button", { name: focal.says("evidence.uploadCopy"), exact: true }));
    const buffer = Buffer.from(`The law of ${state}.`);
    await (await chosen).setFiles({ name: "law.txt", mimeType: "text/plain", buffer });
    const copyKept = focal.says("evidence.copyKept", { name: "law.txt" });
    await form.getByText(copyKept).waitFor();
    await hand.press(keep);

    // Described like everything that was just kept.
    await form.waitFor({ state: "detached" });
    await page.getByRole("link", { name: url }).waitFor();
    await page.getByText(copyKept).waitFor();
    const description = focal.the("form", "evidence.describe").first();
    await hand.type(description.getByLabel(focal.says("evidence.title"), { exact: true }), `Law ${state}`);
    await hand.press(description.getByRole("button", { name: focal.says("evidence.saveDescription") }));
    await page.getByText(`Law ${state}`, { exact: true }).waitFor();
    expect(await focal.barriers()).toEqual([]);

    // It is there for the next visit: the link, and its copy as evidence of its own.
    const { evidence } = await focal.asksSignedIn<{
      evidence: { nodes: { url: string | null; title: string | null; archive: { fileName: string } | null }[] };
    }>(`{ evidence(state: "${state.toUpperCase()}", first: 2) { nodes { url title archive { fileName } } } }`);
    expect(evidence.nodes).toEqual([
      { url, title: `Law ${state}`, archive: { fileName: "law.txt" } },
      { url: null, title: null, archive: null },
    ]);
  });
});
