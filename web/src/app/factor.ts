import { useSyncExternalStore } from "react";
import type { Exchange } from "urql";
import { pipe, tap } from "wonka";

/** What somebody does with their second factor: each a row of steps in a dialog above the page, which stays as it is. */
export type FactorTask = "setUp" | "renew" | "replace" | "end" | "addPasskey" | "removePasskey";

/** The passkey that a task is about. */
export interface NamedPasskey {
  id: string;
  name: string;
}

interface Factor {
  task: FactorTask | null;
  passkey: NamedPasskey | null;
  /** Counts the answers by which a role gives nothing for want of a second factor. */
  refusals: number;
}

const listeners = new Set<() => void>();
let held: Factor = { task: null, passkey: null, refusals: 0 };

function become(next: Partial<Factor>) {
  held = { ...held, ...next };
  listeners.forEach((listener) => listener());
}

export const factor = {
  now: () => held,
  begin: (task: FactorTask, passkey: NamedPasskey | null = null) => become({ task, passkey }),
  finish: () => become({ task: null, passkey: null }),
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useFactor(): Factor {
  return useSyncExternalStore(factor.subscribe, factor.now);
}

interface Erring {
  graphQLErrors: readonly { extensions: Record<string, unknown> }[];
}

/** Whether a role of the reader gives nothing until there is a second factor. */
export function wantsFactor(error: Erring | null | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions["reason"] === "second_factor") ?? false;
}

/** Hears, of whatever is asked, that a second factor is missing: a role may come to need one while a page is open. */
export const hearing: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(
      forward(operations),
      tap(({ error }) => {
        if (wantsFactor(error)) become({ refusals: held.refusals + 1 });
      }),
    );
