import { describe, expect, test } from "vitest";

import { byName, paintOf, regionsOf, saidOf, tilesOf } from "./tiles";

const name = (content: string) => ({ content, language: "EN", status: "UNOFFICIAL", isFallback: false }) as const;
const invited = (code: string, called: string, region: string, status: "MEMBER" | "OBSERVER" = "MEMBER") => ({
  status,
  regionalGroup: { code: region, label: { content: region } },
  state: { id: code, code, name: name(called) },
});
const filing = (code: string, option: string | null) => ({
  id: code,
  state: {
    id: code,
    code,
    status: "MEMBER" as const,
    regionalGroup: { code: "weog", label: { content: "weog" } },
    name: name(code),
  },
  answer:
    option === null
      ? null
      : {
          standing: "ANSWERED" as const,
          value: { __typename: "SingleChoiceValue" as const, chosen: { code: option } },
        },
});

describe("tiles", () => {
  const tiles = tilesOf(
    [invited("QMB", "Zeta", "african"), invited("QMA", "Ärea", "african"), invited("QMC", "Beta", "weog", "OBSERVER")],
    [filing("QMB", "yes"), filing("QMA", null), filing("QMZ", "no")],
    "en",
  );

  test("stand by name and not by code or answer; who answered without invitation stands too", () => {
    expect(tiles.map(({ code }) => code)).toEqual(["QMA", "QMC", "QMZ", "QMB"]);
  });

  test("a State without a readable answer is the same whether it filed or not", () => {
    expect(tiles.find(({ code }) => code === "QMA")?.said).toBeNull();
    expect(tiles.find(({ code }) => code === "QMC")?.said).toBeNull();
  });

  test("observer States stand apart", () => {
    const regions = regionsOf(tiles, "en", "Observer States");
    expect(regions.map(({ label, tiles: own }) => [label, own.map(({ code }) => code)])).toEqual([
      ["african", ["QMA", "QMB"]],
      ["weog", ["QMZ"]],
      ["Observer States", ["QMC"]],
    ]);
  });
});

test("names are sorted as the language sorts them", () => {
  const states = ["瑞士", "阿根廷", "中国"].map((content) => ({ code: content, name: { content } }));
  expect(byName(states, "zh").map(({ code }) => code)).toEqual(["阿根廷", "瑞士", "中国"]);
});

test("what is said is told by codes", () => {
  expect(saidOf({ standing: "DECLINED", value: null })).toEqual({ standing: "DECLINED", codes: [] });
  expect(saidOf({ standing: "ANSWERED", value: { __typename: "BooleanValue", isYes: false } }).codes).toEqual(["no"]);
  const several = { __typename: "MultiChoiceValue" as const, choices: [{ code: "a" }, { code: "c" }] };
  expect(saidOf({ standing: "ANSWERED", value: several }).codes).toEqual(["a", "c"]);
});

test("a tile is painted by its option, its silence, or not at all", () => {
  const options = ["a", "b", "c"];
  const several = { standing: "ANSWERED", codes: ["a", "c"] } as const;
  expect(paintOf(null, options, undefined)).toBeNull();
  expect(paintOf({ standing: "NONE", codes: [] }, options, undefined)).toEqual({ standing: "NONE" });
  expect(paintOf({ standing: "ANSWERED", codes: ["b"] }, options, undefined)).toEqual({ option: 1 });
  expect(paintOf(several, options, undefined)).toEqual({ standing: "ANSWERED" });
  expect(paintOf(several, options, "c")).toEqual({ option: 2 });
  expect(paintOf(several, options, "b")).toEqual({ other: true });
});
