import { expect, test } from "vitest";

import type { ClearanceActFragment, StandingFragment } from "../../gql/graphql";
import { awaited, backBecause, canBeSent, isIn, mineToReturn, mineToSign, signedOf } from "./standing";

type Signature = StandingFragment["steps"][number]["signatures"][number];

const signature = (name: string, more: Partial<Signature> = {}): Signature => ({
  isAwaited: false,
  isMine: false,
  asSubstitute: false,
  signedAt: null,
  signedBy: null,
  substitute: null,
  ministry: { id: name, name },
  ...more,
});

const STEPS = [
  { number: 1, signatures: [signature("justice", { signedAt: "2026-11-20T10:00:00Z", isMine: true })] },
  { number: 2, signatures: [signature("interior", { isAwaited: true }), signature("defence", { isAwaited: true })] },
];

test("who is waited for, and how many have signed", () => {
  expect(awaited({ steps: STEPS }).map(({ ministry }) => ministry?.name)).toEqual(["interior", "defence"]);
  expect(signedOf({ steps: STEPS })).toEqual({ signed: 1, all: 3 });
});

test("whoever has signed can still give it back, and does not sign twice", () => {
  expect(mineToSign({ steps: STEPS })).toEqual([]);
  expect(mineToReturn({ status: "IN_CLEARANCE", steps: STEPS })).toHaveLength(1);
  expect(mineToReturn({ status: "REOPENED", steps: STEPS })).toEqual([]);
});

test("only what somebody signs, and what does not lie with them, is sent", () => {
  expect(canBeSent({ status: "DRAFTING", steps: STEPS })).toBe(true);
  expect(canBeSent({ status: "RETURNED", steps: STEPS })).toBe(true);
  expect(canBeSent({ status: "IN_CLEARANCE", steps: STEPS })).toBe(false);
  expect(canBeSent({ status: "NOT_NEEDED", steps: [] })).toBe(false);
});

test("the last return tells why", () => {
  const act = (kind: ClearanceActFragment["kind"], reason: string | null) =>
    ({ kind, reason, turn: 1, at: "", asSubstitute: false }) as unknown as ClearanceActFragment;
  const history = [act("RETURNED", "first"), act("SENT", null), act("RETURNED", "second")];
  expect(backBecause("RETURNED", history)?.reason).toBe("second");
  expect(backBecause("IN_CLEARANCE", history)).toBeNull();
});

test("a view shows what it names", () => {
  expect(isIn("all", { status: "NOT_NEEDED", steps: [] })).toBe(true);
  expect(isIn("toSend", { status: "NOT_NEEDED", steps: [] })).toBe(false);
  expect(isIn("toSend", { status: "RETURNED", steps: STEPS })).toBe(true);
  expect(isIn("back", { status: "REOPENED", steps: STEPS })).toBe(true);
  expect(isIn("withSigners", { status: "CLEARED", steps: STEPS })).toBe(false);
});
