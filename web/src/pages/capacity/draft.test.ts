import { describe, expect, it } from "vitest";

import { recalled as recalledAs } from "../../widgets/use-kept";
import { contentOf, drafted, draftOf, emptyDraft, faultsOf, placeOf, saysTheSame, termsOf, type Draft } from "./draft";

const recalled = (text: string | null) => recalledAs(text, drafted);

const typed: Draft = {
  ...emptyDraft("EN"),
  kind: "law",
  provisions: ["A-70-174/13.g"],
  wordings: [
    { language: "EN", title: " A law ", description: "More." },
    { language: "FR", title: "", description: " " },
  ],
};

describe("what is typed", () => {
  it("is sent without the languages in which nothing is said", () => {
    expect(contentOf(typed).wordings).toEqual([{ language: "EN", title: "A law", description: "More." }]);
    expect(termsOf(typed)).toEqual({ forms: [], openTo: null, from: null, until: null, link: null });
    const named = { ...typed, isForEverybody: false, groups: ["ldc"], until: "2027-03-02" };
    expect(termsOf(named)).toMatchObject({ openTo: { groups: ["ldc"], states: [] }, until: "2027-03-02" });
  });

  it("is what is on record, to be written anew", () => {
    const { wordings, ...rest } = contentOf(typed);
    const written = {
      ...rest,
      revision: 3,
      kind: { code: "law" },
      themes: [],
      provisions: [{ code: "A-70-174/13.g" }],
      languages: [],
      wordings,
    };
    const anew = draftOf(written);
    expect(anew.basedOn).toBe(3);
    expect(saysTheSame(anew, typed)).toBe(true);
    expect(saysTheSame(anew, { ...typed, link: "https://example.org" })).toBe(false);
  });

  it("says the same in whatever order it was chosen", () => {
    const [one, other] = [
      { ...typed, themes: ["a", "b"] },
      { ...typed, themes: ["b", "a"] },
    ];
    expect(saysTheSame(one, other)).toBe(true);
  });

  it("is found again as it was, and nothing else is", () => {
    expect(recalled(JSON.stringify({ draft: typed, aside: null }))).toEqual({ draft: typed, aside: null });
    expect(recalled(JSON.stringify({ draft: typed, aside: typed }))?.aside).toEqual(typed);
    expect(recalled("{")).toBeNull();
    expect(recalled("{}")).toBeNull();
    expect(recalled(null)).toBeNull();
    expect(recalled('{"draft":{"wordings":[{"title":3}],"themes":[1]}}')?.draft.themes).toEqual([]);
    expect(placeOf("a", "need", "new")).not.toBe(placeOf("b", "need", "new"));
    expect(placeOf("a", "need", "new")).not.toBe(placeOf("a", "offer", "new"));
  });
});

describe("what has to be mended", () => {
  it("is told where it stands", () => {
    expect(faultsOf(typed, "offer")).toEqual({});
    expect(Object.keys(faultsOf(emptyDraft("EN"), "need"))).toEqual(["kind", "wordings"]);
    const untitled = { ...typed, wordings: [{ language: "EN" as const, title: " ", description: "More." }] };
    expect(faultsOf(untitled, "need").wordings).toBe("capacity.fault.titleEach");
    const long = { ...typed, wordings: [{ language: "EN" as const, title: "𠮷".repeat(201), description: "" }] };
    expect(faultsOf(long, "need").wordings).toBe("capacity.fault.long");
    const offer = { ...typed, isForEverybody: false, from: "2027-02-01", until: "2027-01-01", link: "file:///x" };
    expect(Object.keys(faultsOf(offer, "offer"))).toEqual(["openTo", "until", "link"]);
    // A need has no terms.
    expect(faultsOf(offer, "need")).toEqual({});
    expect(faultsOf({ ...typed, themes: Array.from({ length: 51 }, String) }, "need").themes).toBe(
      "capacity.fault.many",
    );
  });
});
