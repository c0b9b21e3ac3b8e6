import { expect, it } from "vitest";

import { readProposal, readProposals } from "./address";
import { narrowed } from "./listing";
import { draftingFor, namingFor, rightsOver, speakingFor } from "./rights";

const held = (role: "CONTRIBUTOR" | "FOCAL_POINT" | "PUBLISHING_AUTHORITY" | "READER", code: string) => ({
  role,
  state: { code },
});

it("offers each role what it may do with a proposal", () => {
  expect(rightsOver([held("READER", "QMA")], "QMA")).toEqual({ isOwn: true, drafts: false, releases: false });
  expect(rightsOver([held("FOCAL_POINT", "QMA")], "QMA")).toEqual({ isOwn: true, drafts: true, releases: false });
  expect(rightsOver([held("PUBLISHING_AUTHORITY", "QMB")], "QMA").isOwn).toBe(false);
  expect(rightsOver([{ role: "AUDITOR" }], undefined).isOwn).toBe(false);
  const both = [held("CONTRIBUTOR", "QMA"), held("PUBLISHING_AUTHORITY", "QMB")];
  expect(draftingFor(both).map(({ code }) => code)).toEqual(["QMA"]);
  expect(speakingFor(both).map(({ code }) => code)).toEqual(["QMB"]);
  expect(namingFor(both).map(({ code }) => code)).toEqual(["QMB"]);
});

it("reads of an address what it knows and nothing else", () => {
  expect(readProposals({ kind: "ELABORATION", by: "QMA", over: true, page: 3 })).toEqual({
    kind: "ELABORATION",
    by: "QMA",
    over: true,
  });
  expect(readProposals({ kind: "NORM", over: "yes" })).toEqual({});
  expect(readProposal({ version: 2, earlier: 0, later: "2", in: "xx" })).toEqual({ version: 2 });
  expect(readProposal({ in: "ar" })).toEqual({ in: "ar" });
});

it("narrows by words of the title, whatever their case, and by the text that is elaborated", () => {
  const row = (title: string, code: string) => ({
    stage: "RELEASED",
    content: { title: { content: title }, elaborates: [{ instrument: { code } }] },
  });
  const rows = [row("Hospitals in peace", "A-70-174"), row("Undersea cables", "A-76-135")];
  expect(narrowed(rows, { words: "PEACE hosp" })).toEqual([rows[0]]);
  expect(narrowed(rows, { instrument: "A-76-135" })).toEqual([rows[1]]);
  // A provision is narrowed by the service, which also knows relations.
  expect(narrowed(rows, { instrument: "A-76-135", provision: "A-76-135/1" })).toEqual(rows);
});
