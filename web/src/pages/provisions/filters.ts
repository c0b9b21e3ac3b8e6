import type { Adoption, ProvisionKind } from "../../gql/graphql";
import type { Listed } from "./catalogue";

/** What the address says about which provisions to show. All of it holds together. */
export interface Filters {
  instrument?: string;
  kind?: string;
  theme?: string;
  adoption?: string;
  words?: string;
}

const NAMES = ["instrument", "kind", "theme", "adoption", "words"] as const;

/** Reads the filters of an address. What is not text there was text that looks like a number: `words=2015`. */
export function readFilters(search: Record<string, unknown>): Filters {
  const filters: Filters = {};
  for (const name of NAMES) {
    const value = search[name];
    if ((typeof value === "string" && value.trim() !== "") || typeof value === "number") filters[name] = String(value);
  }
  return filters;
}

export function isFiltered(filters: Filters): boolean {
  return NAMES.some((name) => filters[name] !== undefined);
}

/** What the rules of searching need of a provision. */
export interface Findable {
  code: string;
  paragraph: string;
  kind: ProvisionKind;
  adoption?: Adoption | null | undefined;
  instrument?: { code: string } | null | undefined;
  themes: readonly { code: string }[];
  title?: { content: string } | null | undefined;
  statement?: { content: string } | null | undefined;
}

/** Letters without case, accents and vowel signs, so that a search finds what a person means. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Keeps the provisions under all filters; every word has to stand in title, statement or reference. */
export function matching<T extends Findable = Listed>(provisions: readonly T[], filters: Filters): T[] {
  const words = folded(filters.words ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");
  return provisions.filter((provision) => {
    if (filters.instrument !== undefined && provision.instrument?.code !== filters.instrument) return false;
    if (filters.kind !== undefined && provision.kind.toLowerCase() !== filters.kind) return false;
    if (filters.adoption !== undefined && provision.adoption?.toLowerCase() !== filters.adoption) return false;
    if (filters.theme !== undefined && !provision.themes.some(({ code }) => code === filters.theme)) return false;
    if (words.length === 0) return true;
    const { code, paragraph, title, statement } = provision;
    const text = folded([code, paragraph, title?.content, statement?.content].join(" "));
    return words.every((word) => text.includes(word));
  });
}
