import { describe, expect, it } from "vitest";

import type { ReviewSide, ReviewStage } from "../../gql/graphql";
import { isUnderWay, nextOf, rightsOver } from "./rights";

const NOTHING = { drafts: false, decides: false };
const BOTH = { drafts: true, decides: true };

function review(kind: "STATE" | "ORGANISATION" | "EXPERT", ...sides: ReviewSide[]) {
  return { sides, state: { code: "QMA" }, reviewer: { kind, state: kind === "STATE" ? { code: "QMB" } : null } };
}

describe("who does what in a review", () => {
  it("is the publishing authority of each State, with the focal point drafting and readers reading", () => {
    const of = (role: "FOCAL_POINT" | "PUBLISHING_AUTHORITY" | "READER") => [{ role, state: { code: "QMB" } }];
    const read = review("STATE", "REVIEWER");
    expect(rightsOver(of("PUBLISHING_AUTHORITY"), "REVIEWER", read)).toEqual(BOTH);
    expect(rightsOver(of("FOCAL_POINT"), "REVIEWER", read)).toEqual({ drafts: true, decides: false });
    expect(rightsOver(of("READER"), "REVIEWER", read)).toEqual(NOTHING);
    expect(rightsOver(of("PUBLISHING_AUTHORITY"), "STATE", read)).toEqual(NOTHING);
  });

  it("is the person, or whoever is of the unit, whatever else they are", () => {
    expect(rightsOver([], "REVIEWER", review("EXPERT", "REVIEWER"))).toEqual(BOTH);
    expect(rightsOver([], "REVIEWER", review("ORGANISATION", "REVIEWER"))).toEqual(BOTH);
    expect(rightsOver([], "REVIEWER", review("EXPERT"))).toEqual(NOTHING);
  });
});

describe("what comes next", () => {
  const at = (stage: ReviewStage, more: object = {}) => ({
    stage,
    agreedBy: null,
    isExpired: false,
    isFilingWithdrawn: false,
    ...more,
  });

  it("is told of each stage that goes on, and of none that is over", () => {
    expect(nextOf(at("INVITED"))).toBe("reviews.next.invited");
    expect(nextOf(at("DELIVERED"))).toBe("reviews.next.delivered");
    expect(nextOf(at("REPLIED"))).toBe("reviews.next.bothAgree");
    for (const stage of ["DECLINED", "ENDED", "PUBLISHED"] as const) expect(nextOf(at(stage))).toBeNull();
  });

  it("is for the side that has not agreed", () => {
    expect(nextOf(at("REPLIED", { agreedBy: "STATE" }))).toBe("reviews.next.reviewerAgrees");
    expect(nextOf(at("REPLIED", { agreedBy: "REVIEWER" }))).toBe("reviews.next.stateAgrees");
  });

  it("is nothing but a later date after the date, and nothing at all once the filing was withdrawn", () => {
    expect(nextOf(at("ACCEPTED", { isExpired: true }))).toBe("reviews.next.expired");
    expect(nextOf(at("ACCEPTED", { isFilingWithdrawn: true }))).toBe("reviews.next.withdrawn");
    expect(isUnderWay(at("ACCEPTED", { isExpired: true }))).toBe(false);
    expect(isUnderWay(at("ACCEPTED", { isFilingWithdrawn: true }))).toBe(false);
    expect(isUnderWay(at("ACCEPTED"))).toBe(true);
  });
});
