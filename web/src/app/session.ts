import { useSyncExternalStore } from "react";

import { isEmbedded } from "./embedding";
import { eraseDrafts } from "./offline/drafts";
import { keeper } from "./offline/keeper";
import { device } from "./storage";
import { subjectOf } from "./token";

/** What signing in gave, kept in memory alone. What goes on with the session is in a cookie that no script reads. */
export interface Access {
  accessToken: string;
  /** ISO 8601. */
  accessTokenExpiresAt: string;
}

/** What this tab knows of who is there. */
export interface Session {
  tokens: Access | null;
  /** Whether the service ended the session, which the reader did not ask for. */
  isEnded: boolean;
  /**
   * Who goes on with what this device kept for them: the service could not be reached at the start, so nobody knows yet whether
   * their session still stands.
   */
  away: string | null;
  /** Counts the people of this tab: whoever comes next must not meet what the one before could read. */
  person: number;
}

declare global {
  interface Window {
    /** What `start.ts` has asked for already. */
    normtrackSession?: Promise<Response> | undefined;
  }
}

/** What tabs tell each other: somebody has signed out, or in, or leaves nothing of theirs behind. */
type News = { left: true } | { entered: string | null } | { erased: string };

const NAME = "normtrack.session";
const listeners = new Set<() => void>();
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);

let held: Session = { tokens: null, isEnded: false, away: null, person: 0 };
/** Whose session ended, so that the same person can go on where they were. */
let last: string | null = null;
let begun: Promise<void> | null = null;
let renewing: Promise<void> | null = null;
let goHome = () => {};

function become(next: Session) {
  held = next;
  listeners.forEach((listener) => listener());
}

/** Asks the door that the cookie opens; one tab after the other, where the browser lets tabs wait for each other. */
function ask(method: "POST" | "DELETE"): Promise<Response> {
  // In a page of somebody else nobody is signed in, whoever is signed in elsewhere.
  if (isEmbedded) return Promise.resolve(new Response(null, { status: 204 }));
  const send = () => fetch("/session", { method, headers: { "Normtrack-Session": "1" }, keepalive: true });
  // Without TLS there are no locks; the service stands two at once, too.
  const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
  return locks === undefined ? send() : locks.request(NAME, send);
}

/** Signed out without an answer: the service has still to hear of it. */
const LEFT = "normtrack.left";

async function take(asked: Promise<Response>) {
  // That nobody is signed in there says nothing about this device.
  if (isEmbedded) return;
  const { person } = held;
  const answer = await asked;
  if (answer.status === 204) {
    device.write(LEFT, null);
    keeper.only(null);
  }
  const renewed = answer.status === 200 ? ((await answer.json()) as Access) : null;
  // Somebody has left or come meanwhile: this is not theirs.
  if (held.person !== person) return;
  if (renewed !== null) session.keep(renewed);
  else if (answer.status === 204) session.end();
  else throw new Error(`the session was asked for and the answer was ${answer.status}`);
}

const FIRST_TRY = 2_000;
const LAST_TRY = 60_000;

/** Asks for the session of whoever goes on without one, until there is an answer. */
function comeBack(wait = FIRST_TRY) {
  if (held.away === null) return;
  session.renew().catch(() => setTimeout(comeBack, wait, Math.min(2 * wait, LAST_TRY)));
}

export const session = {
  now: () => held,
  tokens: () => held.tokens,
  /** Finds out once whether somebody is signed in in this browser; fails where the service gives no answer. */
  begin(): Promise<void> {
    begun ??= take(globalThis.window?.normtrackSession ?? ask(device.read(LEFT) === null ? "POST" : "DELETE")).catch(
      (failure: unknown) => {
        begun = null;
        if (globalThis.window !== undefined) window.normtrackSession = undefined;
        const subject = device.read(LEFT) === null ? keeper.now() : null;
        if (subject === null) throw failure;
        begun = Promise.resolve();
        become({ ...held, away: subject });
        setTimeout(comeBack, FIRST_TRY);
      },
    );
    return begun;
  },
  /** Renews the access token; fails, and changes nothing, where the service gives no answer. */
  renew(): Promise<void> {
    renewing ??= take(ask("POST")).finally(() => (renewing = null));
    return renewing;
  },
  /** Takes a renewed access token. */
  keep({ accessToken, accessTokenExpiresAt }: Access) {
    const subject = subjectOf(accessToken);
    const isSame = subject !== null && subject === last && (held.tokens !== null || held.isEnded);
    last = subject;
    keeper.only(subject);
    const tokens = { accessToken, accessTokenExpiresAt };
    become({ tokens, isEnded: false, away: null, person: isSame ? held.person : held.person + 1 });
  },
  /** Somebody has signed in in this tab: the others hear of it. */
  enter(access: Access) {
    device.write(LEFT, null);
    session.keep(access);
    others?.postMessage({ entered: last } satisfies News);
  },
  /** The service does not know the session any more. What is on the screen stays there. */
  end() {
    if (held.tokens !== null || held.away !== null) become({ ...held, tokens: null, away: null, isEnded: true });
  },
  /** The reader goes on without the session that ended. */
  leave() {
    last = null;
    keeper.only(null);
    become({ tokens: null, isEnded: false, away: null, person: held.person + 1 });
  },
  /** The reader signs out, here and in the other tabs, whatever the service says; without an answer it hears of it at the next
   * start. */
  async signOut() {
    session.leave();
    others?.postMessage({ left: true } satisfies News);
    device.write(LEFT, "1");
    const answer = await ask("DELETE").catch(() => null);
    if (answer?.ok) device.write(LEFT, null);
  },
  /** Somebody leaves nothing in any tab of what they typed there and did not save. */
  erase(account: string) {
    eraseDrafts(account);
    others?.postMessage({ erased: account } satisfies News);
  },
  /** What happens when somebody signs out in another tab: this one shows nothing of theirs any more. */
  whenLeft(then: () => void) {
    goHome = then;
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

others?.addEventListener("message", ({ data }: MessageEvent<News>) => {
  if ("erased" in data) eraseDrafts(data.erased);
  else if ("entered" in data) {
    const isKnown = held.tokens !== null && data.entered === last;
    if (!isKnown) void session.renew().catch(() => undefined);
  } else if (held.tokens !== null || held.isEnded || held.away !== null) {
    session.leave();
    goHome();
  }
});

globalThis.window?.addEventListener?.("online", () => {
  if (held.away !== null) session.renew().catch(() => undefined);
});

/** Who is there, in this tab. */
export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.now);
}

/** Whether somebody is signed in in this tab. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(session.subscribe, () => held.tokens !== null);
}
