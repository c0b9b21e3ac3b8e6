import { GraphQLError } from "graphql";
import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";

import { first, inputsOf, isPosition, isSymbol, refusalOf, sameAs } from "./asking";

describe("asking for a compilation", () => {
  it("asks for each language in each form", () => {
    const inputs = inputsOf("views-2027", { ...first("fr"), languages: ["fr", "ar"], formats: ["PDF", "DOCX"] });
    expect(inputs.map(({ language, format }) => `${language} ${format}`)).toEqual([
      "FR PDF",
      "FR DOCX",
      "AR PDF",
      "AR DOCX",
    ]);
    expect(inputs[0]).toEqual({
      round: "views-2027",
      kind: "WHOLE",
      readers: "PUBLIC",
      format: "PDF",
      language: "FR",
    });
  });

  it("gives a symbol to a whole one alone, and what is followed to the others", () => {
    const wanted = { ...first("en"), symbol: " A/82/1 ", follows: "an id", asOf: " 7 " };
    expect(inputsOf("views-2027", wanted)[0]).toMatchObject({ symbol: "A/82/1", asOf: 7 });
    expect(inputsOf("views-2027", wanted)[0]).not.toHaveProperty("follows");
    const addendum = inputsOf("views-2027", { ...wanted, kind: "ADDENDUM" })[0];
    expect(addendum).toMatchObject({ follows: "an id", asOf: 7 });
    expect(addendum).not.toHaveProperty("symbol");
  });

  it("asks for the same once more as of the same position", () => {
    const told = {
      id: "it",
      kind: "ADDENDUM",
      symbol: "A/82/1/Add.1",
      follows: "the whole",
      asOf: 6,
      language: "ES",
      format: "DOCX",
      readers: "PUBLIC",
      askedAt: "2027-01-01T00:00:00Z",
      doneAt: null,
      status: "DONE",
      failure: null,
      progress: { replies: 1, gathered: 1, volumes: 1, set: 1 },
      volumes: [],
    } as const;
    expect(sameAs({ ...told, volumes: [] })).toEqual({
      kind: "ADDENDUM",
      readers: "PUBLIC",
      follows: "the whole",
      symbol: "",
      asOf: "6",
      languages: ["es"],
      formats: ["DOCX"],
    });
  });

  it("knows symbols as the service does", () => {
    for (const symbol of ["", "A/82/1", "A/C.1/73/L.27/Rev.1", "文号 [2027] 1"])
      expect(isSymbol(symbol), symbol).toBe(true);
    for (const text of ["<w:p>", "/82", "A&B", "A".repeat(61)]) expect(isSymbol(text), text).toBe(false);
  });

  it("knows positions that the register has reached", () => {
    for (const text of ["", " ", "3", "9", " 5 "]) expect(isPosition(text, 3, 9), text).toBe(true);
    for (const text of ["2", "10", "-4", "4.5", "4e0", "x"]) expect(isPosition(text, 3, 9), text).toBe(false);
  });

  it("says why something was refused where it can", () => {
    const refused = (field: string) =>
      new CombinedError({ graphQLErrors: [new GraphQLError("no", { extensions: { code: "INVALID", field } })] });
    expect(refusalOf(refused("input.asOf"))).toBe("compilation.notReached");
    expect(refusalOf(refused("input.other"))).toBeNull();
    expect(refusalOf(null)).toBeNull();
  });
});
