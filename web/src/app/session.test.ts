import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** Tokens of somebody; the service would not believe them. */
function tokensOf(subject: string, serial = 1) {
  return {
    accessToken: `e30.${btoa(JSON.stringify({ sub: subject, serial }))}.x`,
    accessTokenExpiresAt: "2026-11-20T12:10:00Z",
    refreshToken: `${subject}-${serial}`,
    refreshTokenExpiresAt: "2026-11-21T00:00:00Z",
  };
}

const kept = new Map<string, string>();

/** A tab that was just opened, or loaded anew. */
async function aTab() {
  vi.resetModules();
  const { session } = await import("./session");
  let person = 0;
  let isEnded = false;
  session.subscribe(() => ({ person, isEnded } = session.now()));
  return { session, person: () => person, isEnded: () => isEnded };
}

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (place: string) => kept.get(place) ?? null,
    setItem: (place: string, text: string) => kept.set(place, text),
    removeItem: (place: string) => kept.delete(place),
  });
});

afterEach(() => vi.unstubAllGlobals());

test("a session outlives loading the page anew", async () => {
  (await aTab()).session.keep(tokensOf("a"));
  expect((await aTab()).session.tokens()?.refreshToken).toBe("a-1");
});

test("renewed tokens are of the same person", async () => {
  const { session, person } = await aTab();
  session.keep(tokensOf("a"));
  const before = person();
  session.keep(tokensOf("a", 2));
  expect(person()).toBe(before);
});

test("who comes back after the service ended the session goes on, and somebody else begins anew", async () => {
  const { session, person, isEnded } = await aTab();
  session.keep(tokensOf("a"));
  const before = person();
  session.end();
  expect(isEnded()).toBe(true);
  expect(session.tokens()).toBeNull();
  session.keep(tokensOf("a", 2));
  expect([person(), isEnded()]).toEqual([before, false]);
  session.end();
  session.keep(tokensOf("b"));
  expect(person()).toBe(before + 1);
});

test("who leaves and comes back begins anew", async () => {
  const { session, person } = await aTab();
  session.keep(tokensOf("a"));
  const before = person();
  session.leave();
  session.keep(tokensOf("a", 2));
  expect(person()).toBeGreaterThan(before);
});

test("what ends without having begun is not said to have ended", async () => {
  const { session, isEnded } = await aTab();
  session.end();
  expect(isEnded()).toBe(false);
});
