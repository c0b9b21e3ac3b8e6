import { expect, test } from "vitest";

import { nameOf, sizeOf, typeOf } from "./words";

test.each([
  ["application/pdf", "evidence.type.pdf"],
  ["application/vnd.oasis.opendocument.text", "evidence.type.text"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "evidence.type.table"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "evidence.type.slides"],
  ["image/webp", "evidence.type.picture"],
  [null, "evidence.type.text"],
])("%s is called %s", (mediaType, word) => {
  expect(typeOf(mediaType)).toBe(word);
});

test("the title names it, else the document, else its place", () => {
  expect(nameOf({ title: "Law", fileName: "law.pdf", url: null })).toBe("Law");
  expect(nameOf({ title: null, fileName: "law.pdf", url: null })).toBe("law.pdf");
  expect(nameOf({ title: null, fileName: null, url: "https://a.example" })).toBe("https://a.example");
});

test.each([
  [999, { value: 999, unit: "byte" }],
  [1_500, { value: 1.5, unit: "kilobyte" }],
  [52_000_000, { value: 52, unit: "megabyte" }],
])("%d bytes are %j", (bytes, said) => {
  expect(sizeOf(bytes)).toEqual(said);
});
