import { fileURLToPath } from "node:url";

const source = (name: string) => fileURLToPath(new URL(`src/${name}`, import.meta.url));

/** The console itself, and the pieces that stand on almost every page. */
const ROOTS = ["main.tsx", "widgets/index.ts"].map(source);

/** Of these each page needs some, and no page all: but all are reached from each, through the one file that names them. */
const BY_PAGE = /\/node_modules\/(?:react-aria|react-stately|@react-|@internationalized)/;

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * One file for what every page needs. Left alone, whatever the console shares with a page becomes a file of its own, a dozen
 * of them, some with a hundred bytes; and a browser without HTTP/2 asks for six at a time.
 */
export function everywhere() {
  let found: Set<string> | null = null;
  const reached = (graph: Graph): Set<string> => {
    const ids = new Set<string>();
    const add = (id: string) => {
      if (ids.has(id) || BY_PAGE.test(id)) return;
      ids.add(id);
      graph.getModuleInfo(id)?.importedIds.forEach(add);
    };
    ROOTS.forEach(add);
    return ids;
  };
  return {
    debugName: "everywhere",
    name: (id: string, graph: Graph) => ((found ??= reached(graph)).has(id) ? "console" : null),
  };
}

/** Small pieces that every page of a working file shares: one file for them, instead of one for each. */
export function ofWorkingFiles() {
  return {
    name: "working-file",
    test: /\/src\/pages\/(?:submissions\/(?:due|rights|words)|survey\/(?:silences|trouble)|differences\/words)\.tsx?$/,
  };
}

/**
 * What saves answers and keeps what is unsent, for the survey and for every page that finds something unsent, with small
 * pieces that other pages share with the survey: one file.
 */
export function ofSaving() {
  return {
    name: "saving",
    test: /\/node_modules\/idb-keyval|\/src\/app\/offline\/(?:file|unsent)\.ts$|\/src\/pages\/survey\/(?:saving|reading|said|form|width|context|waiting|fields\/numerals)\.ts$/,
  };
}

/** What a question is answered with, for the survey and for drafts that are answered as a test: one file. */
export function ofFields() {
  return {
    name: "fields",
    test: /\/src\/pages\/survey\/(?:(?:form-text|instead|words|fields\/(?:choice|choices|lists|of-kind|text))\.tsx?|(?:question|fields\/fields)\.module\.css)$/,
  };
}

/** What every page has that can be cited as of a position: how to keep it, and how to show it elsewhere. */
export function ofCitations() {
  return {
    name: "citing",
    test: /\/src\/(?:pages\/coverage\/(?:keep\.tsx|download\.ts|round\.module\.css)|widgets\/(?:basis|embed-button)\.tsx)/,
  };
}

/** What the pages of needs, offers, proposals and reviews share in small pieces. */
export function ofNotices() {
  return {
    name: "notice-parts",
    test: /\/src\/pages\/capacity\/(?:(?:reading|asking|documents|listing|labelled|rights)\.ts|(?:party|served)\.tsx|capacity\.module\.css)/,
  };
}
