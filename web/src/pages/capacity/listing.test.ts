import { describe, expect, it } from "vitest";

import { byName, isInTheMaking, servingText } from "./listing";

const text = (content: string) => ({ content, language: "EN", status: "UNOFFICIAL", isFallback: false }) as const;
const notice = (code: string, name: string, title: string) => ({
  state: { code, name: text(name) },
  title: text(title),
});

describe("a list of needs or offers", () => {
  it("is in the order of names, then of titles", () => {
    const rows = [
      notice("QMB", "Émeraude", "Courses"),
      notice("QMZ", "Zircon", "Anything"),
      notice("QMA", "Ebony", "Laws"),
      notice("QMB", "Émeraude", "Advice"),
    ];
    const titles = byName(rows, "en", (row) => row).map(({ title }) => title.content);
    expect(titles).toEqual(["Laws", "Advice", "Courses", "Anything"]);
  });

  it("can be narrowed to a text", () => {
    const rows = [
      { provisions: [{ instrument: { code: "A-70-174" } }, { instrument: { code: "A-66-359" } }] },
      { provisions: [] },
    ];
    expect(servingText(rows, "A-66-359")).toHaveLength(1);
    expect(servingText(rows, undefined)).toHaveLength(2);
    expect(servingText(rows, "A-68-98")).toHaveLength(0);
  });

  it("tells what is in the making from what others read", () => {
    expect(isInTheMaking({ stage: "DRAFTED", revision: 1, releasedRevision: null })).toBe(true);
    expect(isInTheMaking({ stage: "RELEASED", revision: 2, releasedRevision: 1 })).toBe(true);
    expect(isInTheMaking({ stage: "RELEASED", revision: 2, releasedRevision: 2 })).toBe(false);
    // Whoever else reads it is not told.
    expect(isInTheMaking({ stage: "RELEASED", revision: 2, releasedRevision: null })).toBe(false);
    expect(isInTheMaking({ stage: "WITHDRAWN", revision: 2, releasedRevision: null })).toBe(false);
  });
});
