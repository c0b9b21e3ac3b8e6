// The first thing that runs, small enough to be there before the console is. What the address names, a language and a page,
// sets out at once with the console itself, instead of one after the other. It loads nothing by itself, and has no imports.

interface Files {
  /** The place of the file of a language, and of those with its words for parts of the console, a file for each part. */
  languages: Record<string, [file: number, ...parts: number[]]>;
  /** A pattern of addresses, without their language, with the place of the file of their page, and the parts whose words it waits for. */
  pages: [pattern: string, file: number, ...parts: number[]][];
  /** Files of `/assets/`, a blank between them; those that name no other kind are scripts. Everything else says their places here. */
  names: string;
  /** For each of them what it needs, with commas. */
  needs: string;
}

/** The build writes into the page which files there are; in development there are none. */
const files = JSON.parse(document.getElementById("files")?.textContent ?? "null") as Files | null;
const [, tongue = "", place = ""] = location.pathname.split(/^\/([^/]*)\/?/);
const isEmbedded = place.startsWith("embed/");
const address = isEmbedded ? place.slice("embed/".length) : place;
const [, ofPage, ...parts] = files?.pages.find(([pattern]) => new RegExp(pattern).test(address)) ?? [];
const [ofTongue, ...ofParts] = files?.languages[tongue] ?? [];

// Who is there, by a cookie that no script reads: one tab after the other, where the browser lets tabs wait for each other.
// Somebody may have left without a connection: then that comes first.
let method = "POST";
try {
  if (localStorage.getItem("normtrack.left") !== null) method = "DELETE";
} catch {
  // Some forbid a page to remember.
}
const ask = () => fetch("/session", { method, headers: { "Normtrack-Session": "1" } });
const locks = navigator.locks as LockManager | undefined;
// In a page of somebody else nobody asks.
if (!isEmbedded) window.normtrackSession = locks === undefined ? ask() : locks.request("normtrack.session", ask);
// The console says so, once it is there and still has no answer.
window.normtrackSession?.catch(() => undefined);

// What is seen of the page before the console is there: in the direction and the fonts of its language, and as light or dark
// as the reader chose. The console says the same itself once it is there.
const { documentElement: seen } = document;
if (ofTongue !== undefined) {
  seen.lang = tongue;
  seen.dir = tongue === "ar" ? "rtl" : "ltr";
}
try {
  const theme = localStorage.getItem("normtrack.theme");
  if (theme !== null) seen.dataset["theme"] = theme;
} catch {
  // Some forbid a page to remember.
}

const names = files?.names.split(" ") ?? [];
const needs = files?.needs.split(" ") ?? [];
const wanted = new Set<number>();
function want(place: number | undefined) {
  if (place === undefined || wanted.has(place)) return;
  wanted.add(place);
  for (const needed of (needs[place] ?? "").split(",")) if (needed !== "") want(Number(needed));
}
want(ofTongue);
want(ofPage);
for (const part of parts) want(ofParts[part]);
for (const place of wanted) {
  const name = names[place] ?? "";
  const link = document.createElement("link");
  const isStyle = name.endsWith(".css");
  link.rel = isStyle ? "preload" : "modulepreload";
  if (isStyle) link.as = "style";
  link.crossOrigin = "";
  link.href = `/assets/${name}${isStyle ? "" : ".js"}`;
  document.head.append(link);
}

// A browser reads its tables of locales when they are first needed, and takes long: it does so while it waits for the rest,
// one after the other, so that it can paint in between.
const locale = tongue === "" ? undefined : tongue.slice(0, 2);
setTimeout(() => new Intl.NumberFormat(locale));
setTimeout(() => new Intl.DateTimeFormat(locale));

export {};
