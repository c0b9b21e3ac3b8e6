import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

import { everywhere, ofCitations, ofFields, ofNotices, ofSaving, ofWorkingFiles } from "./vite.chunks";
import { demonstrated } from "./vite.demonstration";
import { documents, smallSchema } from "./vite.graphql";
import { messages } from "./vite.messages";
import { START, starting } from "./vite.start";
import { worker } from "./vite.worker";

/** Leaves a Brotli form beside each file that is worth it: the server sends it as it is and compresses nothing twice. */
function compressed(): Plugin {
  let folder = "dist";
  return {
    name: "normtrack-compressed",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const compress = promisify(brotliCompress);
      for (const name of await readdir(folder, { recursive: true })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const bytes = await readFile(join(folder, name));
        const small = await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        await writeFile(join(folder, `${name}.br`), small);
      }
    },
  };
}

/** React Aria has its own few words in thirty languages; readers can choose among six. */
function sixLanguages(): Plugin {
  const ours = ["ar-AE", "zh-CN", "en-US", "fr-FR", "ru-RU", "es-ES"];
  return {
    name: "normtrack-six-languages",
    apply: "build",
    load(id) {
      const locale = /\/react-(?:aria|stately)[^?]*\/intl\/.*\/([a-z]{2}-[A-Z]{2})\.m?js$/.exec(id)?.[1];
      return locale === undefined || ours.includes(locale) ? null : "export default {};";
    },
  };
}

export default defineConfig({
  plugins: [
    documents(),
    smallSchema(),
    messages(),
    react(),
    starting(),
    demonstrated(),
    worker(),
    compressed(),
    sixLanguages(),
  ],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["index.html", START],
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [everywhere(), ofWorkingFiles(), ofSaving(), ofFields(), ofCitations(), ofNotices()],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/.well-known", "/session", "/sign-in", "/documents", "/packs"].map((path) => [
        path,
        process.env["NORMTRACK_SERVER"] ?? "http://127.0.0.1:8080",
      ]),
    ),
  },
});
