import { expect, test } from "vitest";

import { filterOf, isNarrowed, readReviews } from "./address";

test("an address narrows the list by what it names, and by nothing that the service does not know", () => {
  const view = readReviews({ stage: "DELIVERED", side: "REVIEWER", of: "QMA", other: "x" });
  expect(view).toEqual({ stage: "DELIVERED", side: "REVIEWER", of: "QMA" });
  expect(filterOf(view)).toEqual({ stages: ["DELIVERED"], side: "REVIEWER", states: ["QMA"] });
  expect(readReviews({ stage: "BEST", side: "BOTH", of: 7 })).toEqual({});
});

test("an address that names nothing asks for all", () => {
  expect(filterOf({})).toEqual({ stages: null, side: null, states: null });
  expect(isNarrowed({})).toBe(false);
  expect(isNarrowed({ of: "QMA" })).toBe(true);
});
