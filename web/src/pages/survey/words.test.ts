import { expect, test } from "vitest";

import { countCharacters, countWords } from "./words";

// The same table as in the server's own test: the limit shown while typing is the one that a filing keeps.
test.each([
  ["", 0],
  [" \n— … !", 0],
  ["The quick (“brown”) fox can’t jump 32.3 feet, right?", 9],
  ["l’usage responsable des TIC", 4],
  ["ответственное поведение государств", 3],
  ["السلوك المسؤول للدول", 3],
  ["国家负责任行为规范", 9],
  ["2015年的11条规范", 7],
  ["ICT安全", 3],
  ["国のセキュリティ", 3],
  ["ภาษา", 4],
  ["대한민국 안보", 2],
  ["a-b a_b a.b", 4],
])("the words of “%s” are %i", (text, count) => {
  expect(countWords(text)).toBe(count);
});

test("a character outside the basic plane counts once", () => {
  expect(countCharacters("a𝒞安")).toBe(3);
});
