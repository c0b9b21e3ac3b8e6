import { describe, expect, it } from "vitest";

import { piecesOf } from "./pieces";

describe("the pieces of an excerpt", () => {
  it("are the whole text again, with what was looked for marked", () => {
    const found = piecesOf("cooperate in cooperation", [
      { start: 0, end: 9 },
      { start: 13, end: 24 },
    ]);
    expect(found.map(({ text }) => text).join("")).toBe("cooperate in cooperation");
    expect(found.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(["cooperate", "cooperation"]);
    expect(piecesOf("nothing", [])).toEqual([{ text: "nothing", isMarked: false }]);
  });
});
