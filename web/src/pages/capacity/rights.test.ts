import { describe, expect, it } from "vitest";

import type { Role } from "../../gql/graphql";
import { ownCodes, partiesFor, rightsOver } from "./rights";

const inState = (role: Role, code = "QMA") => ({ role, state: { code } });
const inUnit = (code: string) => ({ role: "ACCREDITED_READER" as const, organisation: { code } });

describe("what somebody may do", () => {
  it("is drafting for a contributor and a focal point, releasing for the publishing authority", () => {
    const need = { state: { code: "QMA" } };
    expect(rightsOver([inState("FOCAL_POINT")], need)).toEqual({ isOwn: true, drafts: true, releases: false });
    expect(rightsOver([inState("CONTRIBUTOR")], need)).toEqual({ isOwn: true, drafts: true, releases: false });
    expect(rightsOver([inState("PUBLISHING_AUTHORITY")], need)).toEqual({ isOwn: true, drafts: false, releases: true });
    expect(rightsOver([inState("READER")], need)).toEqual({ isOwn: true, drafts: false, releases: false });
    expect(rightsOver([inState("ACCREDITED_READER")], need).isOwn).toBe(false);
    expect(rightsOver([inState("FOCAL_POINT", "QMB")], need).isOwn).toBe(false);
    expect(rightsOver([], need).isOwn).toBe(false);
  });

  it("is everything for the unit of an organisation, and with its own offers alone", () => {
    expect(rightsOver([inUnit("au")], { organisation: { code: "au" } })).toEqual({
      isOwn: true,
      drafts: true,
      releases: true,
    });
    expect(rightsOver([inUnit("au")], { organisation: { code: "oas" } }).isOwn).toBe(false);
    expect(rightsOver([inUnit("au")], { state: { code: "QMA" } }).isOwn).toBe(false);
  });
});

describe("in whose name something is drafted", () => {
  it("is a State for both, a unit for offers alone", () => {
    const held = [inState("FOCAL_POINT"), inState("CONTRIBUTOR"), inState("READER", "QMB"), inUnit("au")];
    expect(partiesFor(held, "need").map(({ code }) => code)).toEqual(["QMA"]);
    expect(partiesFor(held, "offer").map(({ code, is }) => [code, is])).toEqual([
      ["QMA", "state"],
      ["au", "organisation"],
    ]);
    expect(ownCodes(held)).toEqual(["QMA", "QMB", "au"]);
  });
});
