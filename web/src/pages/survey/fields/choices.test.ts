import { expect, test } from "vitest";

import type { OptionItem } from "../form";
import { afterChange } from "./choices";

const options = [
  { code: "law", isExclusive: false },
  { code: "other", isExclusive: false },
  { code: "none", isExclusive: true },
] as OptionItem[];
const codes = (before: string[], ticked: string[]) =>
  afterChange(
    options,
    before.map((option) => ({ option })),
    ticked,
  ).map(({ option }) => option);

test("an option that stands alone takes the others away", () => {
  expect(codes(["law", "other"], ["law", "other", "none"])).toEqual(["none"]);
});

test("any other option takes away the one that stands alone", () => {
  expect(codes(["none"], ["none", "law"])).toEqual(["law"]);
});

test("options come in the order of their list", () => {
  expect(codes(["other"], ["other", "law"])).toEqual(["law", "other"]);
});

test("a text stays with its option", () => {
  expect(afterChange(options, [{ option: "other", text: "so" }], ["other", "law"])).toEqual([
    { option: "law" },
    { option: "other", text: "so" },
  ]);
});
