import { useSyncExternalStore } from "react";

import { tab } from "./storage";
import { subjectOf } from "./token";

/** What signing in gave. Times are ISO 8601. */
export interface Tokens {
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
  refreshTokenExpiresAt: string;
}

/** What this tab knows of who is there. */
export interface Session {
  tokens: Tokens | null;
  /** Whether the service ended the session, which the reader did not ask for. */
  isEnded: boolean;
  /** Counts the people of this tab: whoever comes next must not meet what the one before could read. */
  person: number;
}

const PLACE = "normtrack.session";
const listeners = new Set<() => void>();

/** The session of this tab: it ends with it. */
let held: Session = { tokens: read(), isEnded: false, person: 0 };
/** Whose session ended, so that the same person can go on where they were. */
let last = held.tokens === null ? null : subjectOf(held.tokens.accessToken);

function read(): Tokens | null {
  const text = tab.read(PLACE);
  try {
    return text === null ? null : (JSON.parse(text) as Tokens);
  } catch {
    return null;
  }
}

function become(next: Session) {
  held = next;
  tab.write(PLACE, next.tokens === null ? null : JSON.stringify(next.tokens));
  listeners.forEach((listener) => listener());
}

export const session = {
  now: () => held,
  tokens: () => held.tokens,
  /** Takes the tokens of a sign-in, or renewed ones. */
  keep(tokens: Tokens) {
    const subject = subjectOf(tokens.accessToken);
    const isSame = subject !== null && subject === last && (held.tokens !== null || held.isEnded);
    last = subject;
    become({ tokens, isEnded: false, person: isSame ? held.person : held.person + 1 });
  },
  /** The service does not know the session any more. What is on the screen stays there. */
  end() {
    if (held.tokens !== null) become({ ...held, tokens: null, isEnded: true });
  },
  /** The reader leaves: signs out, or goes on without the session that ended. */
  leave() {
    last = null;
    become({ tokens: null, isEnded: false, person: held.person + 1 });
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Who is there, in this tab. */
export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.now);
}

/** Whether somebody is signed in in this tab. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(session.subscribe, () => held.tokens !== null);
}
