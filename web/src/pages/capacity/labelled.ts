import type { Choices } from "./reading";

/** Terms of a list as they are chosen. */
export function labelled(terms: Choices["kinds"]) {
  return (terms ?? []).map(({ code, label }) => ({ code, label: label?.content ?? code }));
}
