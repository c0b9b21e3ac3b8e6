import { expect, test } from "vitest";

import { newest } from "./newest";

test("the newest entries come first", () => {
  expect(newest(174, 3)).toEqual([174, 173, 172]);
});

test("a young register has fewer, and a new one none", () => {
  expect(newest(2, 6)).toEqual([2, 1]);
  expect(newest(0, 6)).toEqual([]);
});
