import type { Tongue } from "./language";

// Every language is a chunk of its own, made of one file for each part of the console.
const files = {
  ar: () => import("./ar"),
  zh: () => import("./zh"),
  en: () => import("./en"),
  fr: () => import("./fr"),
  ru: () => import("./ru"),
  es: () => import("./es"),
} satisfies Record<Tongue, () => Promise<{ default: Record<string, string> }>>;

/** The messages of a language by id (ICU MessageFormat). */
export async function messagesOf(tongue: Tongue): Promise<Record<string, string>> {
  return (await files[tongue]()).default;
}
