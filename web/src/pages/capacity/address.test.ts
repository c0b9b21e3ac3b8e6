import { describe, expect, it } from "vitest";

import { readAgainst, readNotices } from "./address";
import { filterOf, isNarrowed } from "./asking";

describe("the address of a list", () => {
  it("says what it is narrowed to, and nothing that it cannot mean", () => {
    expect(readNotices({ kind: "law", theme: "", provision: 3, over: true, other: "x" })).toEqual({
      kind: "law",
      over: true,
    });
    expect(isNarrowed(readNotices({ over: true }))).toBe(false);
    expect(isNarrowed(readNotices({ by: "QMA" }))).toBe(true);
  });

  it("asks for a State or for an organisation by the form of the code", () => {
    expect(filterOf("offer", { by: "QMA" })).toMatchObject({ states: ["QMA"], organisations: null });
    expect(filterOf("offer", { by: "au", form: "training" })).toMatchObject({
      states: null,
      organisations: ["au"],
      forms: ["training"],
    });
    expect(filterOf("offer", {})).toMatchObject({ states: null, organisations: null, isOverIncluded: false });
    expect(filterOf("need", { by: "QMA", form: "training" })).not.toHaveProperty("forms");
    expect(filterOf("need", { by: "au" })).toMatchObject({ states: ["au"] });
  });
});

describe("the address of needs against offers", () => {
  it("keeps the instant that figures are read at", () => {
    expect(readAgainst({ by: "THEME", asOf: "2026-11-21T10:00:00Z" })).toEqual({
      by: "THEME",
      asOf: "2026-11-21T10:00:00Z",
    });
    expect(readAgainst({ by: "VALUE", asOf: "soon", group: "ldc" })).toEqual({ group: "ldc" });
  });
});
