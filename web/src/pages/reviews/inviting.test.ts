import { describe, expect, it } from "vitest";

import { EMPTY, inputOf, invited, permits } from "./inviting";

describe("an invitation", () => {
  it("goes out once it says which answers, to whom and until when", () => {
    const whole = { ...EMPTY, state: "QMB", until: "2031-05-01T12:00" };
    expect(inputOf(whole, "f", [])).toBeNull();
    expect(inputOf({ ...whole, until: "" }, "f", ["A.a"])).toBeNull();
    expect(inputOf({ ...whole, kind: "EXPERT", email: "a@example.org", name: " " }, "f", ["A.a"])).toBeNull();
    expect(inputOf(whole, "f", ["A.a"])?.reviewer).toEqual({ state: "QMB" });
  });

  it("opens what has a ceiling to no person, and to a State where an audience may read it", () => {
    expect(permits(null, "EXPERT")).toBe(true);
    expect(permits("MEMBER_STATES", "EXPERT")).toBe(false);
    expect(permits("MEMBER_STATES", "STATE")).toBe(true);
    expect(permits("SECRETARIAT", "ORGANISATION")).toBe(false);
  });

  it("is read again from the tab, and nonsense is nothing", () => {
    expect(invited({ ...EMPTY, kind: "EXPERT", questions: ["A.a", 3] })).toEqual({
      ...EMPTY,
      kind: "EXPERT",
      questions: ["A.a"],
    });
    expect(invited("x")).toBeNull();
  });
});
