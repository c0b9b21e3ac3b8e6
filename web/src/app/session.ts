import { useSyncExternalStore } from "react";

/** What signing in gave. Times are ISO 8601. */
export interface Tokens {
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
  refreshTokenExpiresAt: string;
}

const PLACE = "normtrack.session";
const listeners = new Set<() => void>();

/** The tokens of this tab: they end with it. */
let held: Tokens | null = read();

function read(): Tokens | null {
  const text = sessionStorage.getItem(PLACE);
  return text === null ? null : (JSON.parse(text) as Tokens);
}

export const session = {
  tokens: () => held,
  keep(tokens: Tokens) {
    held = tokens;
    sessionStorage.setItem(PLACE, JSON.stringify(tokens));
    listeners.forEach((listener) => listener());
  },
  end() {
    held = null;
    sessionStorage.removeItem(PLACE);
    listeners.forEach((listener) => listener());
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Whether somebody is signed in in this tab. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(session.subscribe, () => held !== null);
}
