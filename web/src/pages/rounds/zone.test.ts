import { describe, expect, test } from "vitest";

import { endOfDay, instantIn, zonesWith } from "./zone";

describe("a zone", () => {
  // The same days as in the service's own tests: both reckon alike.
  test.each([
    ["America/New_York", "2026-11-30", "2026-12-01T05:00:00.000Z"],
    ["America/New_York", "2026-06-30", "2026-07-01T04:00:00.000Z"],
    ["Asia/Kolkata", "2026-06-30", "2026-06-30T18:30:00.000Z"],
    ["Asia/Beirut", "2024-03-30", "2024-03-30T22:00:00.000Z"],
    ["UTC", "2026-12-31", "2027-01-01T00:00:00.000Z"],
    ["UTC", "", null],
  ])("ends a day in %s on %s", (zone, day, instant) => {
    expect(endOfDay(zone, day)).toBe(instant);
  });

  test.each([
    ["America/New_York", "2027-01-15T09:00", "2027-01-15T14:00:00.000Z"],
    ["America/New_York", "2027-07-15T09:00", "2027-07-15T13:00:00.000Z"],
    // Clocks go from 02:00 to 03:00, and in autumn show 01:30 twice.
    ["America/New_York", "2027-03-14T02:30", "2027-03-14T07:00:00.000Z"],
    ["America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00.000Z"],
    ["Pacific/Kiritimati", "2027-01-01T00:00", "2026-12-31T10:00:00.000Z"],
    ["UTC", "soon", null],
  ])("has an instant in %s for %s", (zone, local, instant) => {
    expect(instantIn(zone, local)).toBe(instant);
  });

  test("is found among those of the browser, and stays where it is not known there", () => {
    expect(zonesWith("Asia/Nowhere")).toEqual(expect.arrayContaining(["America/New_York", "Asia/Nowhere", "UTC"]));
  });
});
