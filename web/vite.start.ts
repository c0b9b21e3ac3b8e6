import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { HtmlTagDescriptor, Plugin } from "vite";

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
        // With all that it needs at once and the page does not name already.
        const files = (module: string) => {
          const found = new Set<string>();
          const add = (name: string) => {
            const chunk = chunks.find(({ fileName }) => fileName === name);
            if (chunk === undefined || isLinked(name) || found.has(`/${name}`)) return;
            found.add(`/${name}`);
            chunk.imports.forEach(add);
            for (const style of chunk.viteMetadata?.importedCss ?? []) if (!isLinked(style)) found.add(`/${style}`);
          };
          add(chunkOf(module).fileName);
          return [...found];
        };
        const languages = ["ar", "zh", "en", "fr", "ru", "es"];
        const known = {
          languages: Object.fromEntries(languages.map((language) => [language, files(source(`i18n/${language}.ts`))])),
          pages: pages().map(([pattern, module]) => [expression(pattern), files(module)]),
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
