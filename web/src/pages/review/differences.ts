import type { CombinedError } from "urql";

/** What is no longer as it was seen, by code of question. */
export interface Differences {
  added: string[];
  removed: string[];
  changed: string[];
}

/** What a refusal to file names, where the answers are others by now. */
export function differencesIn(error: CombinedError | undefined): Differences | null {
  const fault = error?.graphQLErrors.find(({ extensions }) => extensions["code"] === "CONFLICT");
  if (!fault) return null;
  const codes = (name: string) => {
    const value = fault.extensions[name];
    return Array.isArray(value) ? value.filter((code): code is string => typeof code === "string") : [];
  };
  return { added: codes("added"), removed: codes("removed"), changed: codes("changed") };
}

/** Why filing was refused, where the server names a reason. */
export function reasonIn(error: CombinedError | undefined): string | null {
  const reason = error?.graphQLErrors[0]?.extensions["reason"];
  return typeof reason === "string" ? reason : null;
}
