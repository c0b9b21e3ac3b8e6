import { expect, it } from "vitest";

import type { CarriedFileQuery } from "../../gql/graphql";
import { ago, type CarriedFileRead, type Change, answeredEditions, isOlder, partsOf, sourcesOf } from "./carried";

const text = (content: string) => ({
  content,
  language: "EN" as const,
  status: "OFFICIAL" as const,
  isFallback: false,
});

type Origin = NonNullable<CarriedFileRead["answers"][number]["origin"]>;
const from = (round: string, position: number | null, edition = "survey/1"): Origin => ({
  round,
  position,
  edition,
  isFiled: position !== null,
  isComparable: true,
});

function answer(code: string, origin: Origin | null, isConfirmed = false) {
  return {
    questionCode: code,
    isConfirmed,
    provenance: origin === null ? ("ENTERED" as const) : ("CARRIED" as const),
    origin,
    question: { prompt: text(code) },
    content: { language: "EN" as const, standing: "NONE" as const, value: null },
  };
}

const section = (code: string, ...questions: string[]) => ({
  code,
  title: text(code),
  enabledWhen: null,
  provisions: [{ adoption: "ADOPTED" as const }, { adoption: "DRAFT" as const }, { adoption: "DRAFT" as const }],
  questions: questions.map((question) => ({ code: question })),
});

const file = {
  edition: {
    code: "survey/2",
    modules: [
      { code: "general", enabledWhen: null, sections: [section("GEN", "GEN.b", "GEN.a", "GEN.modules")] },
      {
        code: "norms",
        enabledWhen: { conditions: [{ question: "GEN.modules" }] },
        sections: [section("N", "N.old", "N.new", "N.answered")],
      },
    ],
  },
  marks: [{ section: { code: "N" }, unmergedCount: 2 }],
  answers: [
    answer("GEN.a", from("one", 7)),
    answer("GEN.b", from("zero", 3)),
    answer("GEN.modules", from("one", 7), true),
    answer("N.answered", null),
    answer("N.old", from("one", null, "survey/2")),
  ],
} as unknown as CarriedFileRead;

const files = [
  { round: { key: "zero", title: text("Round zero") }, filings: [{ position: 3, filedAt: "2022-05-01T00:00:00Z" }] },
  { round: { key: "one", title: text("Round one") }, filings: [{ position: 7, filedAt: "2024-05-01T00:00:00Z" }] },
] as unknown as CarriedFileQuery["submissions"];

const changes = [
  { kind: "CHANGED", aspects: ["WORDING"], after: { code: "GEN.a" } },
  { kind: "ADDED", aspects: [], after: { code: "N.new", prompt: text("New") } },
  { kind: "ADDED", aspects: [], after: { code: "N.answered", prompt: text("Answered") } },
] as unknown as Change[];

it("puts what was carried in the order of the form, with what became of its questions", () => {
  const [general, norms] = partsOf(file, files, changes);
  expect(general?.items.map(({ code }) => code)).toEqual(["GEN.b", "GEN.a"]);
  expect(general?.carried).toBe(3);
  expect(general?.items[1]?.aspects).toEqual(["WORDING"]);
  expect(general?.adoptions).toEqual(["DRAFT"]);
  expect(norms?.fresh.map(({ code }) => code)).toEqual(["N.new"]);
  expect([general?.unmerged, norms?.unmerged]).toEqual([0, 2]);
  expect(norms?.conditions).toEqual(["GEN.modules"]);
  expect(answeredEditions(file)).toEqual(["survey/1", "survey/2"]);
});

it("tells how old things are, what was filed last first, and marks what is older", () => {
  const items = partsOf(file, files).flatMap((part) => part.items);
  const sources = sourcesOf(items);
  expect(sources.map(({ source, count }) => [source.round, source.filedAt, count])).toEqual([
    ["one", "2024-05-01T00:00:00Z", 1],
    ["zero", "2022-05-01T00:00:00Z", 1],
    ["one", null, 1],
  ]);
  expect(items.filter(({ source }) => isOlder(source, sources[0]?.source)).map(({ code }) => code)).toEqual([
    "GEN.b",
    "N.old",
  ]);
});

it("marks what was said of the time before the filing, unless it is that nothing has changed", () => {
  const said = (chosen: string) => ({
    ...answer("GEN.a", from("one", 7)),
    question: { prompt: text("Changed?"), pattern: "change" },
    content: { standing: "ANSWERED", value: { __typename: "SingleChoiceValue", chosen: { code: chosen } } },
  });
  const speaks = (chosen: string) =>
    partsOf({ ...file, answers: [said(chosen)] } as unknown as CarriedFileRead, files)[0]?.items[0]?.speaksOfThen;
  expect(speaks("first_report")).toBe(true);
  expect(speaks("no_change")).toBe(false);
});

it("says how long ago something was in the unit that people use", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  expect(ago("2026-11-21T08:00:00Z", now)).toEqual([-0, "day"]);
  expect(ago("2026-11-01T12:00:00Z", now)).toEqual([-20, "day"]);
  expect(ago("2026-03-08T12:00:00Z", now)).toEqual([-8, "month"]);
  expect(ago("2023-11-01T12:00:00Z", now)).toEqual([-3, "year"]);
});
