import { expect, test } from "vitest";

import { placeIn, safeNext } from "./place";
import { subjectOf } from "./token";

test("another language keeps the place with its search and its fragment", () => {
  expect(placeIn("ar", "/en/provisions?theme=x#top")).toBe("/ar/provisions?theme=x#top");
  expect(placeIn("zh", "/en")).toBe("/zh");
  expect(placeIn("zh", "/en?round=1")).toBe("/zh?round=1");
});

test("after signing in one goes on where one was", () => {
  expect(safeNext("/fr/submissions/abc?section=N13A", "en")).toBe("/fr/submissions/abc?section=N13A");
});

test.each([
  "https://example.org/en",
  "//example.org/en",
  "/\\example.org",
  "/en\\x",
  "/en\n",
  "",
  "en",
  "/xx/y",
  "/en/sign-in?next=/en",
])("%j is no place to go to", (next) => {
  expect(safeNext(next, "es")).toBe("/es");
});

test("without a place one goes to the start", () => {
  expect(safeNext(undefined, "ru")).toBe("/ru");
});

test("a token says whom it speaks for", () => {
  const claims = btoa(JSON.stringify({ sub: "0199?>" }))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  expect(subjectOf(`e30.${claims}.x`)).toBe("0199?>");
  expect(subjectOf("e30.e30.x")).toBeNull();
  expect(subjectOf("no token")).toBeNull();
});
