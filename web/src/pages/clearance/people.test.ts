import { expect, test } from "vitest";

import type { Role } from "../../gql/graphql";
import { clearers, codeOf, type Person, recipientOf, withoutClearer, writers } from "./people";

const person = (id: string, role: Role, ministry?: string): Person => ({
  id,
  name: id,
  posts: [{ role, ministry: ministry === undefined ? null : { id: ministry, name: ministry } }],
});

const TEAM = [
  person("focal", "FOCAL_POINT"),
  person("writer", "CONTRIBUTOR"),
  person("signer", "CLEARER", "justice"),
  person("reader", "READER"),
];

test("a recipient goes into a choice and comes back", () => {
  for (const recipient of [null, { ministry: "m=" }, { account: "a=" }]) {
    expect(recipientOf(codeOf(recipient))).toEqual(recipient);
  }
});

test("sections are given to those who write, and substitutes are those who sign", () => {
  expect(writers(TEAM).map(({ id }) => id)).toEqual(["focal", "writer"]);
  expect(clearers(TEAM).map(({ id }) => id)).toEqual(["signer"]);
});

test("a ministry without a clearer would be waited for in vain", () => {
  const ministries = [
    { id: "justice", name: "Justice" },
    { id: "interior", name: "Interior" },
  ];
  expect(withoutClearer(ministries, TEAM).map(({ id }) => id)).toEqual(["interior"]);
});
