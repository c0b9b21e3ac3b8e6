import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Pages that open without a connection. */
const PAGES = ["src/pages/survey/survey.tsx", "src/pages/update/update.tsx"].map(place);
/** What they need in their language, beside what every page does. */
const WORDS = ["unsent", "update"];
const LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"];

/** Writes the service worker, with the files that the console needs without a connection: of this build, by their names. */
export function worker(): Plugin {
  return {
    name: "normtrack-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const all = Object.values(bundle);
      const chunks = new Map(all.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file] as const] : [])));
      const holding = (module: string) => {
        const found = [...chunks.values()].find(({ moduleIds, facadeModuleId }) =>
          [facadeModuleId, ...moduleIds].includes(module),
        );
        if (found === undefined) throw new Error(`${module} is in no file`);
        return found;
      };
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("there is no page");
      const html = String(page.source);
      const main = holding(place("src/main.tsx")).fileName;
      if (!html.includes(`"/${main}"`)) throw new Error("the page does not name its program");

      // What a file needs at once, and its styles.
      const files = new Set<string>();
      const add = (name: string) => {
        const chunk = chunks.get(name);
        if (chunk === undefined || files.has(`/${name}`)) return;
        files.add(`/${name}`);
        chunk.imports.forEach(add);
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`);
      };
      for (const [, name = ""] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) {
        add(name);
        files.add(`/${name}`);
      }
      // Of the pages also what they load later, and what is loaded by that; of the console itself what belongs to no page.
      const later = new Set<string>();
      const addLater = (name: string) => {
        const chunk = chunks.get(name);
        if (chunk === undefined || later.has(name)) return;
        later.add(name);
        const isOurs = [...chunk.moduleIds].every((id) => !/\/src\/(?:i18n|app\/router)|\/messages\//.test(id));
        if (!isOurs) return;
        add(name);
        [...chunk.imports, ...chunk.dynamicImports].forEach(addLater);
      };
      for (const page of PAGES) addLater(holding(page).fileName);
      for (const part of [
        "src/app/offline/ready.ts",
        "src/app/ended-dialog.tsx",
        "src/app/open-menu.tsx",
        "src/app/offline/needs-connection.tsx",
      ])
        addLater(holding(place(part)).fileName);

      const languages = Object.fromEntries(
        LANGUAGES.map((language) => {
          const own = [
            place(`src/i18n/${language}.ts`),
            ...WORDS.map((part) => place(`messages/${language}/later/${part}.json`)),
          ];
          return [language, own.map((module) => `/${holding(module).fileName}`)];
        }),
      );
      const listed = { main: `/${main}`, files: [...files].toSorted(), languages };
      const source = readFileSync(place("worker/service-worker.js"), "utf8");
      // The name says which build it is, by what is in it: the names of files say what they hold.
      const name = createHash("sha256")
        .update(JSON.stringify(listed))
        .update(source)
        .update(html)
        .digest("hex")
        .slice(0, 16);
      const head = `const built = ${JSON.stringify({ name, ...listed })};\n`;
      this.emitFile({ type: "asset", fileName: "service-worker.js", source: head + source });
    },
  };
}
