import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { HtmlTagDescriptor, Plugin } from "vite";

import { type Area, FROM_ELSEWHERE, PARTS } from "./src/widgets/areas";

const source = (name: string) => fileURLToPath(new URL(`src/${name}`, import.meta.url));

/** What runs first. */
export const START = source("start.ts");

/** `submissions/$id/survey/{-$section}` as an expression for the addresses that it means. */
function expression(pattern: string): string {
  const parts = pattern
    .split("/")
    .map((part, at) =>
      part.startsWith("{-$") ? "(/[^/]+)?" : (at > 0 ? "/" : "") + (part.startsWith("$") ? "[^/]+" : part),
    );
  return `^${parts.join("")}/?$`;
}

/** The addresses of `src/app/pages.ts` with the modules of their pages. */
function pages(): [string, string][] {
  const text = readFileSync(source("app/pages.ts"), "utf8");
  const found = [...text.matchAll(/^ {2}"?([^":]*)"?: \(\) => import\("\.\.\/(.*)"\),$/gm)];
  if (found.length !== text.match(/=> import\(/g)?.length)
    throw new Error("src/app/pages.ts is not as vite.start.ts reads it");
  return found.map(([, pattern, module]) => [pattern ?? "", source(`${module}.tsx`)]);
}

/** The files of words that a page waits for before it shows anything: it says so itself, with `<Words of="area">`. */
function wordsOf(module: string): readonly string[] {
  const areas = [...readFileSync(module, "utf8").matchAll(/<Words of="([a-z-]+)"/g)].map(([, area]) => area as Area);
  return [...new Set(areas.filter((area) => FROM_ELSEWHERE.includes(area)).flatMap((area) => PARTS[area]))];
}

/** Has `src/start.ts` run before all else, and tells it which files belong to which language and page; orders what the page asks for. */
export function starting(): Plugin {
  return {
    name: "normtrack-starting",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === "chunk");
        const chunkOf = (module: string) => {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === module);
          if (chunk === undefined) throw new Error(`${module} has no file of its own`);
          return chunk;
        };
        const isLinked = (name: string) => html.includes(`"/${name}"`);
        // What a file needs at once that the page does not name already.
        const needed = (name: string) => {
          const chunk = chunks.find(({ fileName }) => fileName === name);
          return [...(chunk?.imports ?? []), ...(chunk?.viteMetadata?.importedCss ?? [])].filter(
            (other) => !isLinked(other),
          );
        };
        const reached = (name: string, found = new Set<string>()): Set<string> => {
          if (found.has(name)) return found;
          found.add(name);
          for (const other of needed(name)) reached(other, found);
          return found;
        };
        // Without those that another of them needs: they come with it.
        const first = (name: string) =>
          needed(name).reduce<string[]>((left, one) => {
            const others = left.filter((other) => other !== one);
            return others.some((other) => reached(other).has(one)) ? others : left;
          }, needed(name));
        // Each file is named once, and from then on by its place; without what all names have in common.
        const names: string[] = [];
        const needs: number[][] = [];
        const placeOf = (name: string): number => {
          const before = names.indexOf(name);
          if (before >= 0) return before;
          const place = names.push(name) - 1;
          needs[place] = first(name).map(placeOf);
          return place;
        };
        const ofPages = pages().map(([pattern, module]) => ({
          pattern: expression(pattern),
          place: placeOf(chunkOf(module).fileName),
          parts: wordsOf(module),
        }));
        const parts = [...new Set(ofPages.flatMap((page) => page.parts))];
        const languages = ["ar", "zh", "en", "fr", "ru", "es"].map((language) => [
          language,
          [
            placeOf(chunkOf(source(`i18n/${language}.ts`)).fileName),
            ...parts.map((part) => placeOf(chunkOf(source(`../messages/${language}/later/${part}.json`)).fileName)),
          ],
        ]);
        const known = {
          languages: Object.fromEntries(languages),
          pages: ofPages.map((page) => [page.pattern, page.place, ...page.parts.map((part) => parts.indexOf(part))]),
          names: names.map((name) => name.replace(/^assets\/|\.js$/g, "")).join(" "),
          needs: needs.map((places) => places.join(",")).join(" "),
        };
        // What is painted first comes first: styles, with the frame that stands in the page, before scripts.
        const styles: string[] = [];
        const ordered = html
          .replaceAll(/ *<link rel="stylesheet"[^>]*>\n?/g, (link) => {
            styles.push(link.trim());
            return "";
          })
          .replace("</title>", () => `</title>\n    ${styles.join("\n    ")}`)
          .replaceAll('<script type="module"', '<script type="module" fetchpriority="low"');
        const tags: HtmlTagDescriptor[] = [
          {
            tag: "script",
            attrs: { type: "application/json", id: "files" },
            children: JSON.stringify(known),
            injectTo: "head",
          },
          {
            tag: "script",
            attrs: {
              type: "module",
              async: true,
              blocking: "render",
              crossorigin: true,
              src: `/${chunkOf(START).fileName}`,
            },
            injectTo: "head",
          },
        ];
        return { html: ordered, tags };
      },
    },
  };
}
