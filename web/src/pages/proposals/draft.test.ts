import { describe, expect, it } from "vitest";

import { recalled } from "../../widgets/use-kept";
import { contentOf, type Draft, emptyDraft, faultOf, faultsOf, numberAfter, saysTheSame } from "./draft";
import { drafted } from "./kept";

const typed: Draft = {
  ...emptyDraft("EN"),
  kind: "ELABORATION",
  elaborates: ["A-70-174/13.f"],
  wordings: [
    { language: "EN", status: "OFFICIAL", title: " Hospitals ", rationale: "" },
    { language: "FR", status: "UNOFFICIAL", title: "", rationale: " " },
  ],
  paragraphs: [
    { number: "1", texts: { EN: "Words." } },
    { number: " 1.a ", texts: { EN: " More. " } },
  ],
  relations: [{ paragraph: "1", relation: "RELATED", provision: "A-70-174/13.g" }],
};

describe("what is typed", () => {
  it("is sent without the languages in which nothing is said, and a further norm without provisions", () => {
    const sent = contentOf(typed);
    expect(sent.wordings).toEqual([{ language: "EN", status: "OFFICIAL", title: "Hospitals", rationale: null }]);
    expect(sent.paragraphs[1]).toEqual({ number: "1.a", texts: [{ language: "EN", content: "More." }] });
    expect(sent.elaborates).toEqual(["A-70-174/13.f"]);
    expect(contentOf({ ...typed, kind: "FURTHER_NORM" }).elaborates).toEqual([]);
  });

  it("is not sent while something has to be mended, in words that say what", () => {
    expect(faultsOf(typed)).toEqual({});
    expect(faultsOf(emptyDraft("EN"))).toEqual({
      wordings: "capacity.fault.title",
      paragraphs: "proposal.fault.paragraphs",
    });
    expect(faultsOf({ ...typed, elaborates: [] }).elaborates).toBe("proposal.fault.elaborates");
    const french = [{ number: "1", texts: { EN: "Words.", FR: "Des mots." } }];
    expect(faultsOf({ ...typed, paragraphs: french }).wordings).toBe("capacity.fault.titleEach");
    const elsewhere = [{ paragraph: "7", relation: "RELATED" as const, provision: "A-70-174/13.g" }];
    expect(faultsOf({ ...typed, relations: elsewhere }).relations).toBe("proposal.fault.relationParagraph");
  });

  it("has paragraphs whose numbers are unique, and parts after what they are parts of", () => {
    const of = (...numbers: string[]) => numbers.map((number) => ({ number, texts: { EN: "Words." } }));
    expect(faultOf(of("1", "2"), 1)).toBeNull();
    expect(faultOf(of("1", "1"), 1)).toBe("proposal.fault.numberTwice");
    expect(faultOf(of("1", "2.a"), 1)).toBe("proposal.fault.numberPart");
    expect(faultOf(of("1", "1."), 1)).toBe("proposal.fault.number");
    expect(faultOf(of("A"), 0)).toBe("proposal.fault.number");
    expect(faultOf([{ number: "1", texts: { EN: " " } }], 0)).toBe("proposal.fault.paragraph");
    expect(numberAfter(of("1", "1.a", "4"))).toBe("5");
    expect(numberAfter([])).toBe("1");
  });

  it("is recalled as it was kept, and what cannot be read as nothing", () => {
    expect(recalled(JSON.stringify({ draft: typed, aside: null }), drafted)?.draft).toEqual(typed);
    expect(recalled("{}", drafted)).toBeNull();
    const odd = recalled('{"draft":{"wordings":[{"language":"XX"}],"paragraphs":[{"texts":3}]},"aside":null}', drafted);
    expect(odd?.draft.wordings).toEqual([]);
    expect(odd?.draft.paragraphs).toEqual([{ number: "", texts: {} }]);
    expect(saysTheSame(typed, { ...typed, basedOn: 7, wordings: typed.wordings.toReversed() })).toBe(true);
    expect(saysTheSame(typed, { ...typed, relations: [] })).toBe(false);
  });
});
