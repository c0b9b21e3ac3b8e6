import { describe, expect, it } from "vitest";

import { asSent, recalledSamples, type Samples, withSample } from "./samples";

describe("sample answers", () => {
  it("are taken back by an answer with nothing in it, and leave the others alone", () => {
    const both: Samples = { "VS.a": { boolean: false }, "VS.b": { shortText: "text" } };
    expect(withSample(both, "VS.b", { shortText: " " })).toEqual({ "VS.a": { boolean: false } });
    expect(withSample(both, "VS.a", { notAnswered: true })).toEqual({ "VS.b": { shortText: "text" } });
    expect(withSample(both, "VS.b", { silence: "DECLINED" })).toEqual({ ...both, "VS.b": { silence: "DECLINED" } });
  });

  it("are sent without rows in which nobody wrote", () => {
    const samples: Samples = {
      "VS.a": { urlList: ["https://example.org", " "] },
      "VS.b": { evidenceItems: [{ link: { url: "" } }] },
      "VS.c": { date: "2026-3" },
    };
    expect(asSent(samples)).toEqual([
      { question: "VS.a", answer: { urlList: ["https://example.org"] } },
      { question: "VS.c", answer: { date: "2026-03" } },
    ]);
  });

  it("are found again in the tab, and what is none of them is not", () => {
    const kept = { "VS.a": { scale: 3 }, "VS.b": { silence: "NONE" } };
    expect(recalledSamples(JSON.stringify(kept))).toEqual(kept);
    expect(
      recalledSamples(JSON.stringify({ ...kept, "VS.c": "text", "VS.d": {}, "VS.e": { scale: 1, boolean: true } })),
    ).toEqual(kept);
    for (const text of [null, "", "[]", "7", "null", "{"]) expect(recalledSamples(text)).toEqual({});
  });
});
