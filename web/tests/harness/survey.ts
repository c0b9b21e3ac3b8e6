import type { Locator } from "playwright-core";

import type { Visitor } from "./story";

/** The form of a working file, question by question. Codes are the same in every language. */
export class Survey {
  constructor(readonly who: Visitor) {}

  question(code: string): Locator {
    return this.who.page.locator(`[id="${code}"]`);
  }

  /** What becomes of an answer, as the page says it beside the question. */
  async isSaved(code: string) {
    await this.question(code).getByText(this.who.pattern("survey.savedAt")).waitFor();
  }

  /** A radio button or a checkbox, by the code of its option. */
  option(code: string, option: string): Locator {
    return this.question(code).locator(`input[value="${option}"]`);
  }

  /** Chooses an option; where it was carried from an earlier filing, it is confirmed. */
  async choose(code: string, option: string) {
    const wanted = this.option(code, option);
    if (await wanted.isChecked()) return this.confirm(code);
    await this.who.hand.choose(wanted);
    await this.isSaved(code);
  }

  async tick(code: string, ...options: string[]) {
    let isChanged = false;
    for (const option of options) {
      const wanted = this.option(code, option);
      if (await wanted.isChecked()) continue;
      await this.who.hand.tick(wanted);
      isChanged = true;
    }
    await (isChanged ? this.isSaved(code) : this.confirm(code));
  }

  private async confirm(code: string) {
    const confirm = this.question(code).getByRole("button", { name: this.who.says("survey.confirm") });
    await this.who.hand.press(confirm);
    await confirm.waitFor({ state: "hidden" });
  }

  async write(code: string, text: string) {
    await this.who.hand.type(this.question(code).getByRole("textbox").first(), text);
    await this.isSaved(code);
  }

  /** Several fields of one question, by their labels. */
  async fill(code: string, fields: Partial<Record<Parameters<Visitor["says"]>[0], string>>) {
    for (const [label, text] of Object.entries(fields)) {
      const name = this.who.says(label as Parameters<Visitor["says"]>[0]);
      const ofRole = (role: "textbox" | "combobox") => this.question(code).getByRole(role, { name, exact: true });
      const field = ofRole("textbox").or(ofRole("combobox")).first();
      const isList = await field.evaluate((element) => element instanceof HTMLSelectElement);
      await (isList ? this.who.hand.pick(field, text) : this.who.hand.type(field, text));
    }
    await this.isSaved(code);
  }

  /** Goes to another section by the list of sections; on a phone that is folded. */
  async go(section: string) {
    const { page, hand } = this.who;
    const link = page.locator(`nav a[href$="/survey/${section}"]`);
    await this.unfold(link);
    await hand.press(link);
    await page.waitForURL(`**/survey/${section}`);
  }

  /** On a narrow screen the list of sections is folded. */
  private async unfold(wanted: Locator) {
    const trigger = this.who.the("button", "survey.sections");
    await wanted.or(trigger).filter({ visible: true }).first().waitFor();
    if (!(await wanted.isVisible())) await this.who.hand.press(trigger);
  }

  /** Shows all questions, not the core ones alone. */
  async showAll() {
    const all = this.who.page.getByRole("radio", { name: this.who.pattern("survey.pathAll") });
    await this.unfold(all);
    await this.who.hand.toggle(all);
    await all.and(this.who.page.locator("[aria-checked=true]")).waitFor();
  }
}
