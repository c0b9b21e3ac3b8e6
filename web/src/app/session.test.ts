import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** An access token of somebody; the service would not believe it. */
function accessOf(subject: string, serial = 1) {
  return {
    accessToken: `e30.${btoa(JSON.stringify({ sub: subject, serial }))}.x`,
    accessTokenExpiresAt: "2026-11-20T12:10:00Z",
  };
}

/** Channels between the tabs of one browser: what one says, all others hear. */
class Channel extends EventTarget {
  static all: Channel[] = [];
  constructor() {
    super();
    Channel.all.push(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.all) if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
  }
}

/** What the service says next to each method. */
let answers: { POST: () => Promise<Response>; DELETE: () => Promise<Response> };
const signedIn = (subject: string) => async () => Response.json(accessOf(subject));
const signedOut = async () => new Response(null, { status: 204 });

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
  Channel.all = [];
  answers = { POST: signedOut, DELETE: signedOut };
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("fetch", (address: string, { method, headers }: { method: "POST" | "DELETE"; headers: object }) => {
    expect([address, headers]).toEqual(["/session", { "Normtrack-Session": "1" }]);
    return answers[method]();
  });
});

afterEach(() => vi.unstubAllGlobals());

test("a tab finds out who is signed in in its browser", async () => {
  const stranger = await aTab();
  await stranger.session.begin();
  expect(stranger.session.tokens()).toBeNull();
  expect(stranger.isEnded()).toBe(false);
  answers.POST = signedIn("a");
  const { session } = await aTab();
  await session.begin();
  expect(session.tokens()).toEqual(accessOf("a"));
});

test("without an answer a tab does not know, and asks again", async () => {
  const { session } = await aTab();
  answers.POST = () => Promise.reject(new TypeError("no network"));
  await expect(session.begin()).rejects.toThrow();
  answers.POST = async () => new Response(null, { status: 503 });
  await expect(session.begin()).rejects.toThrow();
  answers.POST = signedIn("a");
  await session.begin();
  expect(session.tokens()).not.toBeNull();
  answers.POST = () => Promise.reject(new TypeError("no network"));
  await expect(session.renew()).rejects.toThrow();
  expect(session.tokens()).not.toBeNull();
});

test("a renewed token is of the same person", async () => {
  const { session, person } = await aTab();
  session.enter(accessOf("a"));
  const before = person();
  answers.POST = async () => Response.json(accessOf("a", 2));
  await session.renew();
  expect(session.tokens()).toEqual(accessOf("a", 2));
  expect(person()).toBe(before);
});

test("many who want a renewed token ask once", async () => {
  const { session } = await aTab();
  let asked = 0;
  answers.POST = async () => {
    asked += 1;
    return Response.json(accessOf("a"));
  };
  await Promise.all([session.renew(), session.renew()]);
  expect(asked).toBe(1);
});

test("who comes back after the service ended the session goes on, and somebody else begins anew", async () => {
  const { session, person, isEnded } = await aTab();
  session.enter(accessOf("a"));
  const before = person();
  await session.renew();
  expect(isEnded()).toBe(true);
  expect(session.tokens()).toBeNull();
  session.enter(accessOf("a", 2));
  expect([person(), isEnded()]).toEqual([before, false]);
  session.end();
  session.enter(accessOf("b"));
  expect(person()).toBe(before + 1);
});

test("who signs out and comes back begins anew, whatever the service said", async () => {
  const { session, person } = await aTab();
  session.enter(accessOf("a"));
  const before = person();
  answers.DELETE = () => Promise.reject(new TypeError("no network"));
  await session.signOut();
  expect(session.tokens()).toBeNull();
  session.enter(accessOf("a", 2));
  expect(person()).toBeGreaterThan(before);
});

test("an answer that comes after somebody has left is nobody's", async () => {
  const { session } = await aTab();
  session.enter(accessOf("a"));
  let arrive: (answer: Response) => void = () => {};
  answers.POST = () => new Promise((done) => (arrive = done));
  const renewed = session.renew();
  await session.signOut();
  arrive(Response.json(accessOf("a", 2)));
  await renewed;
  expect(session.tokens()).toBeNull();
});

test("who signs out in one tab is signed out in the others, and who signs in is signed in", async () => {
  const [here, there] = [await aTab(), await aTab()];
  let isHome = false;
  there.session.whenLeft(() => (isHome = true));
  answers.POST = signedIn("a");
  here.session.enter(accessOf("a"));
  await there.session.renew();
  expect(there.session.tokens()).toEqual(accessOf("a"));
  expect(isHome).toBe(false);
  await here.session.signOut();
  expect(there.session.tokens()).toBeNull();
  expect(there.isEnded()).toBe(false);
  expect(isHome).toBe(true);
});

test("what ends without having begun is not said to have ended", async () => {
  const { session, isEnded } = await aTab();
  session.end();
  expect(isEnded()).toBe(false);
});

test("who cannot be asked for goes on with what this device keeps for them, until there is an answer", async () => {
  vi.useFakeTimers();
  const place = new Map([["normtrack.keeps", `a ${Date.now()}`]]);
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => place.get(name) ?? null,
    setItem: (name: string, text: string) => void place.set(name, text),
    removeItem: (name: string) => void place.delete(name),
  });
  const unreached = async () => Promise.reject(new TypeError("Failed to fetch"));
  answers.POST = unreached;
  const { session } = await aTab();
  await session.begin();
  expect(session.now()).toMatchObject({ tokens: null, away: "a", isEnded: false });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.now().away).toBe("a");
  answers.POST = signedIn("a");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(session.now()).toMatchObject({ tokens: accessOf("a"), away: null });

  // Where the session has ended meanwhile, signing in comes first.
  answers.POST = unreached;
  const later = await aTab();
  await later.session.begin();
  answers.POST = signedOut;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(later.session.now()).toMatchObject({ tokens: null, away: null, isEnded: true });
  vi.useRealTimers();
});

test("without anything kept here, whoever cannot be asked for is not let in", async () => {
  answers.POST = async () => Promise.reject(new TypeError("Failed to fetch"));
  const { session } = await aTab();
  await expect(session.begin()).rejects.toThrow();
  expect(session.now().away).toBeNull();
});
