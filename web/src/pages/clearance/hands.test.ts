import { expect, test } from "vitest";

import type { ClearanceStatus, OwnFragment, Role } from "../../gql/graphql";
import { handsOf } from "./hands";

const viewer = (role: Role, ministry: string | null) =>
  ({
    account: { id: "me", name: "Me" },
    memberships: [{ id: "1", role, ministry, state: { id: "s", code: "QMA" } }],
  }) as OwnFragment;

const section = (code: string, status: ClearanceStatus, given: string | null, isMine = false) =>
  ({
    section: { code },
    assignment: given === null ? null : { id: code, ministry: given, account: null },
    clearance: {
      status,
      history: status === "RETURNED" ? [{ kind: "RETURNED", reason: "name the law" }] : [],
      steps: [{ number: 1, signatures: [{ isMine, isAwaited: status === "IN_CLEARANCE" }] }],
    },
  }) as unknown as Parameters<typeof handsOf>[2][number];

const FILE = { id: "f", state: { code: "QMA" } } as Parameters<typeof handsOf>[1];
const SECTIONS = [
  section("A", "IN_CLEARANCE", "justice", true),
  section("B", "RETURNED", "justice"),
  section("C", "REOPENED", "interior"),
];
const codes = (hands: { code: string }[]) => hands.map(({ code }) => code);

test("whoever writes a section gets it back with the reason", () => {
  const { back } = handsOf(viewer("CONTRIBUTOR", "justice"), FILE, SECTIONS);
  expect(codes(back)).toEqual(["B"]);
  expect(back[0]?.because?.reason).toBe("name the law");
});

test("the focal point sees all that came back, and whoever signs what waits for them", () => {
  expect(codes(handsOf(viewer("FOCAL_POINT", null), FILE, SECTIONS).back)).toEqual(["B", "C"]);
  const { toSign, back } = handsOf(viewer("CLEARER", "justice"), FILE, SECTIONS);
  expect([codes(toSign), codes(back)]).toEqual([["A"], []]);
});
