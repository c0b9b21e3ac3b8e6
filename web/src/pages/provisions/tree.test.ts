import { expect, test } from "vitest";

import { countOf, treesOf, type Branch, type Placed } from "./tree";

const placed = (code: string, parent?: string): Placed => ({
  code,
  parent: parent === undefined ? null : { code: parent },
  instrument: { code: code.split("/")[0] ?? "" },
});
const ALL = [placed("B/1"), placed("B/1.a", "B/1"), placed("B/1.a.i", "B/1.a"), placed("B/2"), placed("A/1")];

/** A tree in one line: context in brackets. */
function drawn(branches: Branch<Placed>[] | undefined): string {
  return (branches ?? [])
    .map(({ provision, isContext, children }) => {
      const name = isContext ? `[${provision.code}]` : provision.code;
      return children.length > 0 ? `${name}(${drawn(children)})` : name;
    })
    .join(" ");
}

test("everything stands in document order, by text", () => {
  const trees = treesOf(ALL, ALL);
  expect([...trees.keys()]).toEqual(["B", "A"]);
  expect(drawn(trees.get("B"))).toBe("B/1(B/1.a(B/1.a.i)) B/2");
  expect(countOf(trees.get("B") ?? [])).toBe(4);
});

test("what stands above a provision is kept as context and not counted", () => {
  const trees = treesOf(ALL, [placed("B/1.a.i", "B/1.a")]);
  expect(drawn(trees.get("B"))).toBe("[B/1]([B/1.a](B/1.a.i))");
  expect(countOf(trees.get("B") ?? [])).toBe(1);
  expect(trees.has("A")).toBe(false);
});

test("a provision whose parent has not been read stands by itself", () => {
  expect(drawn(treesOf([placed("B/1.a", "B/1")], [placed("B/1.a", "B/1")]).get("B"))).toBe("B/1.a");
});
