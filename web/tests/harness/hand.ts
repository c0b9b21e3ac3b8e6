import type { Locator, Page } from "playwright-core";

/** How somebody works a page: pointing at things, or with nothing but the keyboard. */
export interface Hand {
  /** A button or a link. */
  press(what: Locator): Promise<void>;
  /** A checkbox. */
  tick(what: Locator): Promise<void>;
  /** One of a group of radio buttons. */
  choose(what: Locator): Promise<void>;
  /** One of a row of buttons of which one is pressed. */
  toggle(what: Locator): Promise<void>;
  /** A list that unfolds. */
  pick(list: Locator, value: string): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
}

/** What is seen of a checkbox or a radio button is its label. */
const labelOf = (input: Locator) => input.locator("xpath=ancestor::label[1]");

export const pointer: Hand = {
  press: (what) => what.click(),
  tick: (input) => labelOf(input).click(),
  choose: (input) => labelOf(input).click(),
  toggle: (what) => what.click(),
  pick: async (list, value) => void (await list.selectOption(value)),
  type: (field, text) => field.fill(text),
};

/** More stops than any page has. */
const STOPS = 250;

/** Presses a key, the tabulator mostly, until the focus is where `isThere` says. */
async function walk(page: Page, target: Locator, isThere: (element: Element) => boolean, key = "Tab") {
  await target.waitFor({ state: "attached" });
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate(isThere)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${target.toString()}`);
}

const hasFocus = (element: Element) => element === document.activeElement;

export function keyboard(page: Page): Hand {
  return {
    async press(what) {
      await walk(page, what, hasFocus);
      await page.keyboard.press("Enter");
    },
    async tick(input) {
      await walk(page, input, hasFocus);
      await page.keyboard.press("Space");
    },
    async choose(input) {
      // The group is one stop; within it, arrows choose.
      const inGroup = (element: Element) => element.closest("[role=radiogroup]")!.contains(document.activeElement);
      await walk(page, input, inGroup);
      await page.keyboard.press("Space");
      await walk(page, input, hasFocus, "ArrowDown");
    },
    async toggle(what) {
      const inGroup = (element: Element) => element.closest("[role=radiogroup]")!.contains(document.activeElement);
      await walk(page, what, inGroup);
      await walk(page, what, hasFocus, "ArrowRight");
      await page.keyboard.press("Space");
    },
    async pick(list, value) {
      await walk(page, list, hasFocus);
      const at = await list.evaluate(
        (element, wanted) => [...(element as HTMLSelectElement).options].findIndex((option) => option.value === wanted),
        value,
      );
      await page.keyboard.press("Home");
      for (let step = 0; step < at; step += 1) await page.keyboard.press("ArrowDown");
    },
    async type(field, text) {
      await walk(page, field, hasFocus);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
}
