import type { Plugin } from "vite";

const marked = (html: string) => html.replace("<html ", "<html data-demonstration ");

/** The page as a demonstration serves it: it says so from its first line on, and has room for the words. Development shows one. */
export function demonstrated(): Plugin {
  return {
    name: "normtrack-demonstrated",
    enforce: "post",
    transformIndexHtml: (html, { server }) => (server === undefined ? html : marked(html)),
    generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("there is no page");
      this.emitFile({ type: "asset", fileName: "demonstration.html", source: marked(String(page.source)) });
    },
  };
}
