import { expect, test } from "vitest";

import { effective, instantOf, isAbove, localInstant, type Shared } from "./readers";

const everybody: Shared = { visibility: "PUBLIC", isCounted: true, embargoUntil: null };
const team: Shared = { visibility: "NATIONAL_TEAM", isCounted: true, embargoUntil: null };

test("an answer follows the submission unless it says otherwise", () => {
  expect(effective(everybody, null, null)).toEqual(everybody);
  expect(effective(everybody, team, null)).toEqual(team);
});

test("a ceiling holds whatever is chosen, and ends the consent to be counted", () => {
  expect(effective(everybody, null, "SECRETARIAT")).toEqual({
    visibility: "SECRETARIAT",
    isCounted: false,
    embargoUntil: null,
  });
  expect(effective(everybody, team, "SECRETARIAT")).toEqual(team);
});

test("what is above a ceiling is wider than it", () => {
  expect(isAbove("AUDIENCE", "SECRETARIAT")).toBe(true);
  expect(isAbove("SECRETARIAT", "SECRETARIAT")).toBe(false);
  expect(isAbove("PUBLIC", null)).toBe(false);
});

test("an instant comes back from the field that shows it", () => {
  const at = "2027-03-01T09:30:00.000Z";
  expect(instantOf(localInstant(at))).toBe(at);
  expect(instantOf("")).toBeNull();
});
