import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";

const PARSER = "@formatjs/icu-messageformat-parser";
const LITERALS = "\0normtrack-literals";

/** A message as the formatter wants it: parsed, or as it is where there is nothing in it to parse. */
function parsed(text: string): unknown {
  const elements = parse(text);
  const [only] = elements;
  return elements.length === 1 && only?.type === TYPE.literal && only.value === text ? text : elements;
}

/** Parses the messages when the console is built, so that no browser has to, nor loads what does it. */
export function messages(): Plugin {
  return {
    name: "normtrack-messages",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/\/messages\/[a-z]{2}\/(?:later\/)?[^/]+\.json$/.test(id)) return null;
      const texts = Object.entries(JSON.parse(code) as Record<string, string>);
      return JSON.stringify(Object.fromEntries(texts.map(([name, text]) => [name, parsed(text)])));
    },
    async resolveId(source, importer) {
      if (source !== PARSER || importer === LITERALS) return null;
      return LITERALS;
    },
    load(id) {
      if (id !== LITERALS) return null;
      return `export * from "${PARSER}/no-parser.js"; export const parse = (value) => [{ type: ${TYPE.literal}, value }];`;
    },
  };
}
