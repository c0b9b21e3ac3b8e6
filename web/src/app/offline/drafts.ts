// What somebody types on pages that save when they are asked to lies in the tab until then, each under a place that says whose
// it is.

/** Where this tab keeps what an account typed. */
export function draftsOf(account: string | null): string[] {
  if (account === null) return [];
  try {
    return Object.keys(sessionStorage).filter((place) => place.split(/[. ]/).includes(account));
  } catch {
    // Where the browser keeps nothing for us, there is nothing.
    return [];
  }
}

/** Nothing of it stays in this tab. */
export function eraseDrafts(account: string) {
  for (const place of draftsOf(account)) sessionStorage.removeItem(place);
}
