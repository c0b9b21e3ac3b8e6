// Every message of English exists in the five other languages, with the same arguments, and the other way round. A
// missing or foreign one fails the build, and so does an argument that a translation forgot.
import { readdirSync, readFileSync } from "node:fs";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

const folder = new URL("../messages/", import.meta.url);
const languages = ["ar", "zh", "en", "fr", "ru", "es"];
const read = (language, part) => JSON.parse(readFileSync(new URL(`${language}/${part}`, folder), "utf8"));

/** The names that a message is given, with the shape each is used in; plural branches may repeat or drop them. */
function argumentsOf(text) {
  const found = new Set();
  const walk = (elements) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(`${element.value}:${TYPE[element.type]}`);
      for (const branch of Object.values(element.options ?? {})) walk(branch.value);
      walk(element.children ?? []);
    }
  };
  walk(parse(text));
  return [...found].sort().join(" ");
}

const faults = [];
const partsOf = (language) =>
  readdirSync(new URL(`${language}/`, folder), { recursive: true }).filter((name) => name.endsWith(".json"));
const parts = partsOf("en");
for (const language of languages) {
  const own = partsOf(language);
  for (const part of own.filter((name) => !parts.includes(name))) faults.push(`${language}/${part}: not in English`);
  for (const part of parts) {
    if (!own.includes(part)) {
      faults.push(`${language}/${part}: missing`);
      continue;
    }
    const english = read("en", part);
    const messages = read(language, part);
    for (const id of Object.keys(english)) {
      if (!messages[id]?.trim()) faults.push(`${language}/${part}: ${id} is missing`);
      else {
        try {
          const [wanted, given] = [argumentsOf(english[id]), argumentsOf(messages[id])];
          if (wanted !== given)
            faults.push(`${language}/${part}: ${id} takes ${given || "nothing"}, English ${wanted || "nothing"}`);
        } catch (error) {
          faults.push(`${language}/${part}: ${id} is no ICU message: ${error.message}`);
        }
      }
    }
    for (const id of Object.keys(messages).filter((id) => !(id in english))) {
      faults.push(`${language}/${part}: ${id} is not in English`);
    }
  }
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
