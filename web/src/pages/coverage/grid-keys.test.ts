import { expect, test } from "vitest";

import { target } from "./grid-keys";

const SIZE = [3, 4] as const;

test.each([
  ["ArrowRight", [1, 1], false, [1, 2]],
  ["ArrowRight", [1, 1], true, [1, 0]],
  ["ArrowLeft", [1, 1], true, [1, 2]],
  ["ArrowLeft", [1, 0], false, [1, 0]],
  ["ArrowRight", [1, 3], false, [1, 3]],
  ["ArrowUp", [0, 2], false, [0, 2]],
  ["ArrowDown", [1, 2], false, [2, 2]],
  ["ArrowDown", [2, 2], false, [2, 2]],
  ["Home", [2, 2], false, [2, 0]],
  ["End", [2, 2], true, [2, 3]],
] as const)("%s from %j, right to left %s", (key, from, isRightToLeft, to) =>
  expect(target(key, from, SIZE, isRightToLeft)).toEqual(to),
);
