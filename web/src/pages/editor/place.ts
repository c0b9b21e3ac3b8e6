/** What the page of a draft shows. */
export const VIEWS = ["write", "preview", "trial", "changes", "answers", "newer", "end"] as const;
export type View = (typeof VIEWS)[number];

const SORTS = ["edition", "module", "section", "question", "list"] as const;

/** A place of a draft: its head, or what has a code. */
export interface Place {
  sort: (typeof SORTS)[number];
  code: string;
}

export interface Search {
  view?: View;
  /** A place, `question:N13A.status`. */
  at?: string;
}

export function readPlace({ view, at }: Record<string, unknown>): Search {
  const known = VIEWS.find((one) => one === view);
  return {
    ...(known && known !== "write" && { view: known }),
    ...(typeof at === "string" && placeOf(at) !== null && { at }),
  };
}

/** The place that an address names; none where it names nothing. */
export function placeOf(at: string | undefined): Place | null {
  const [sort, code = ""] = at?.split(":") ?? [];
  const known = SORTS.find((one) => one === sort);
  if (known === undefined || (known !== "edition" && code === "")) return null;
  return { sort: known, code };
}

export const addressOf = ({ sort, code }: Place): string => (sort === "edition" ? sort : `${sort}:${code}`);

interface FaultPlace {
  module: string | null;
  section: string | null;
  question: string | null;
  list: string | null;
}

/** Where something at fault is written. */
export function placeOfFault({ module, section, question, list }: FaultPlace): Place {
  if (question !== null) return { sort: "question", code: question };
  if (section !== null) return { sort: "section", code: section };
  if (module !== null) return { sort: "module", code: module };
  if (list !== null) return { sort: "list", code: list };
  return { sort: "edition", code: "" };
}
