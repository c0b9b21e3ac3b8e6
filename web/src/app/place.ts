import { isTongue, type Tongue } from "../i18n/language";

/** The same place in another language: the first part of the path is the language. */
export function placeIn(tongue: Tongue, place: string): string {
  return place.replace(/^\/[^/?#]*/, `/${tongue}`);
}

/**
 * Where to go after signing in. Only places of the console: an address of somebody else's must not send a reader who has
 * just signed in elsewhere.
 */
export function safeNext(next: string | undefined, tongue: Tongue): string {
  const home = `/${tongue}`;
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next)) return home;
  const [first, second] = next.slice(1).split(/[/?#]/);
  if (!isTongue(first) || second === "sign-in" || second === "invitation") return home;
  return next;
}
