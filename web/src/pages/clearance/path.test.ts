import { expect, test } from "vitest";

import { addStep, addTo, commonPath, earlier, free, isSamePath, type Path, pathOf, without } from "./path";

const PATH: Path = [["justice", "interior"], ["cabinet"]];

test("steps are added, moved and filled", () => {
  expect(addStep([], "justice")).toEqual([["justice"]]);
  expect(addTo(PATH, 1, "defence")).toEqual([
    ["justice", "interior"],
    ["cabinet", "defence"],
  ]);
  expect(earlier(PATH, 1)).toEqual([["cabinet"], ["justice", "interior"]]);
  expect(earlier(PATH, 0)).toEqual(PATH);
});

test("a step without ministries is no step", () => {
  expect(without(PATH, "cabinet")).toEqual([["justice", "interior"]]);
  expect(without(PATH, "justice")).toEqual([["interior"], ["cabinet"]]);
});

test("a ministry signs once", () => {
  const ministries = ["cabinet", "defence", "justice"].map((id) => ({ id }));
  expect(free(PATH, ministries)).toEqual([{ id: "defence" }]);
});

test("within a step there is no order, between steps there is", () => {
  expect(isSamePath(PATH, [["interior", "justice"], ["cabinet"]])).toBe(true);
  expect(isSamePath(PATH, [["cabinet"], ["interior", "justice"]])).toBe(false);
  expect(commonPath([PATH, [["interior", "justice"], ["cabinet"]]])).toEqual(PATH);
  expect(commonPath([PATH, []])).toBeNull();
  expect(commonPath([])).toBeNull();
});

test("what is laid down is read", () => {
  expect(pathOf([{ signatures: [{ ministry: { id: "justice" } }, { ministry: null }] }])).toEqual([["justice"]]);
});
