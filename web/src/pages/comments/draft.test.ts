import { expect, test } from "vitest";

import { canBeSent, edited, EMPTY, isEmpty, kept, MOST, named, placeOf, recalled } from "./draft";

test("what was written is there again", () => {
  const draft = named(edited(EMPTY, { text: "Is this right?", mentions: ["a"] }), () => "key");
  expect(recalled(kept(draft))).toEqual(draft);
  expect(recalled("{")).toEqual(EMPTY);
  expect(recalled('{"text":1,"mentions":[2]}')).toEqual(EMPTY);
});

test("an empty draft leaves nothing behind", () => {
  expect(kept(edited(EMPTY, { text: " \n" }))).toBeNull();
  expect(isEmpty(edited(EMPTY, { mentions: ["a"] }))).toBe(false);
});

test("sent again it has the same name, changed it has another", () => {
  let count = 0;
  const mint = () => `key ${(count += 1)}`;
  const first = named(edited(EMPTY, { text: "one" }), mint);
  expect(named(first, mint).key).toBe("key 1");
  expect(named(edited(first, { text: "two" }), mint).key).toBe("key 2");
});

test("a comment says something, and no more than is taken", () => {
  expect(canBeSent(edited(EMPTY, { text: " " }))).toBe(false);
  expect(canBeSent(edited(EMPTY, { text: "𠮷".repeat(MOST) }))).toBe(true);
  expect(canBeSent(edited(EMPTY, { text: "x".repeat(MOST + 1) }))).toBe(false);
});

test("each person and each answer has a place of its own", () => {
  expect(placeOf("a", "s", "VA.authority")).not.toBe(placeOf("b", "s", "VA.authority"));
});
