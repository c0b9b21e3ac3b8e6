import { describe, expect, test } from "vitest";

import { csvOf, csvValue, jsonOf } from "./download";

describe("comma-separated values", () => {
  test.each([
    ["plain", "plain"],
    ["with, comma", '"with, comma"'],
    ['a "word"', '"a ""word"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1", "' =1"],
    ["\t=1", "'\t=1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ["", ""],
  ])("%j is written as %j", (text, written) => {
    expect(csvValue(text)).toBe(written);
  });

  test("numbers stay numbers, and what is not known stays empty", () => {
    expect([csvValue(0), csvValue(-3), csvValue(null)]).toEqual(["0", "-3", ""]);
  });

  test("what the figures are about stands above them", () => {
    const text = csvOf({ round: "survey", release: null }, { columns: ["state", "count"], rows: [["Côte", 3]] });
    expect(text).toBe("\uFEFFround,survey\r\nrelease,\r\n\r\nstate,count\r\nCôte,3\r\n");
  });
});

test("as JSON each row names its columns", () => {
  const data: unknown = JSON.parse(jsonOf({ round: "survey" }, { columns: ["state", "count"], rows: [["=x", 3]] }));
  expect(data).toEqual({ about: { round: "survey" }, rows: [{ state: "=x", count: 3 }] });
});
