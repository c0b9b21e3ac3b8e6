import { GraphQLError } from "graphql";
import { expect, test } from "vitest";

import { addressed, type Asked, batched, isSurelyUndone, recalled } from "./asking";

const invited = ["QMA", "QMB", "QMC", "QMD"].map((code) => ({ code }));
const outlook = { withoutRecipients: [{ code: "QMB" }], onRecord: [{ code: "QMC" }] };
const letter = (code: string, matter: Asked["matter"], status: Asked["status"], askedAt: string, asking = askedAt) =>
  ({ asking, askedAt, matter, status, state: { code } }) as Asked;
const codes = (states: readonly { code: string }[]) => states.map(({ code }) => code);

test("whoever has filed is invited and not reminded, and nobody is written to where nobody is", () => {
  const invitation = addressed("INVITATION", invited, outlook, []);
  expect(codes(invitation.open)).toEqual(["QMA", "QMC", "QMD"]);
  expect(codes(invitation.nobody)).toEqual(["QMB"]);
  const reminder = addressed("REMINDER", invited, outlook, []);
  expect(codes(reminder.open)).toEqual(["QMA", "QMD"]);
  expect(codes(reminder.onRecord)).toEqual(["QMC"]);
});

test("a State was written to where a letter about the same is on its way or was taken", () => {
  const { before } = addressed("INVITATION", invited, outlook, [
    letter("QMA", "INVITATION", "ACCEPTED", "2027-03-02T00:00:00Z"),
    letter("QMA", "INVITATION", "WAITING", "2027-03-03T00:00:00Z"),
    letter("QMA", "INVITATION", "ACCEPTED", "2027-03-01T00:00:00Z"),
    letter("QMC", "INVITATION", "REFUSED", "2027-03-02T00:00:00Z"),
    letter("QMD", "REMINDER", "ACCEPTED", "2027-03-02T00:00:00Z"),
  ]);
  expect([...before]).toEqual([["QMA", "2027-03-03T00:00:00Z"]]);
});

test("an asking is surely undone where the service says no, and not where nobody says anything", () => {
  const refused = (code: string) => ({ graphQLErrors: [new GraphQLError("no", { extensions: { code } })] });
  expect(isSurelyUndone(refused("STATE"))).toBe(true);
  expect(isSurelyUndone(refused("FORBIDDEN"))).toBe(true);
  expect(isSurelyUndone(refused("UNAVAILABLE"))).toBe(false);
  expect(isSurelyUndone(refused("INTERNAL"))).toBe(false);
  expect(isSurelyUndone({ graphQLErrors: [], networkError: new Error("away") })).toBe(false);
});

test("what was kept is found again, and what cannot be read is nothing", () => {
  const pending = { key: "one", matter: "REMINDER", states: ["QMA"] };
  expect(recalled(JSON.stringify(pending))).toEqual(pending);
  expect(recalled(null)).toBeNull();
  expect(recalled("{")).toBeNull();
  expect(recalled(JSON.stringify({ ...pending, matter: "OTHER" }))).toBeNull();
});

test("letters of one asking stand together, the newest asking first", () => {
  const log = [
    letter("QMA", "REMINDER", "WAITING", "2027-03-03T00:00:00Z", "b"),
    letter("QMB", "REMINDER", "ACCEPTED", "2027-03-03T00:00:00Z", "b"),
    letter("QMA", "INVITATION", "ACCEPTED", "2027-03-01T00:00:00Z", "b"),
  ];
  expect(batched(log).map(({ matter, letters }) => [matter, letters.length])).toEqual([
    ["REMINDER", 2],
    ["INVITATION", 1],
  ]);
});
