import { readdirSync, readFileSync } from "node:fs";

import { createIntl, type IntlShape } from "react-intl";

import { localeOf, type Tongue } from "../../src/i18n/language";

const known = new Map<Tongue, IntlShape>();

/** The messages of a language, worded as the console words them. */
export function wordsIn(tongue: Tongue): IntlShape {
  const found = known.get(tongue);
  if (found !== undefined) return found;
  const folder = new URL(`../../messages/${tongue}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  const parts = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object);
  const words = createIntl({
    locale: localeOf(tongue),
    messages: Object.assign({}, ...parts) as Record<string, string>,
  });
  known.set(tongue, words);
  return words;
}
