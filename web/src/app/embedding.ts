/**
 * The views that may stand in pages of others, as they are addressed without their language. The server lets frames of others
 * show these alone (`EMBEDDED` in `api/src/http/console.rs`).
 */
const VIEWS =
  /^(?:comparison|coverage\/[^/]+|filings\/[^/]+|needs-against-offers|open-data|participation|register|search|states\/[^/]+|trends)$/;

/** `/en/coverage/round` in its parts. */
function parts(pathname: string): { tongue: string; view: string } | null {
  const found = /^\/([a-z]{2})\/(.+?)\/?$/.exec(pathname);
  return found?.[1] !== undefined && found[2] !== undefined ? { tongue: found[1], view: found[2] } : null;
}

/** Whether what an address names may stand in pages of others. */
export function isEmbeddable(pathname: string): boolean {
  return VIEWS.test(parts(pathname)?.view ?? "");
}

/** Where the same view is to be had for a page of somebody else. */
export function embeddedPath(pathname: string): string {
  const found = parts(pathname);
  return found === null ? pathname : `/${found.tongue}/embed/${found.view}`;
}

/** Where the view is to be had as a page of ours; none where the address is none of a page of others. */
export function plainPath(pathname: string): string | null {
  const found = parts(pathname);
  return found?.view.startsWith("embed/") ? `/${found.tongue}/${found.view.slice("embed/".length)}` : null;
}

/** What is shown in a page of others, by its own address; none where this is a page of ours. */
const shown = globalThis.location === undefined ? null : plainPath(location.pathname);

/** Whether this stands in a page of others: then nobody is signed in here, and nothing here acts. */
export const isEmbedded = shown !== null;

/** How the router reads and writes addresses: what is embedded is the same view, and all the others stay what they are. */
export const rewrite = {
  input({ url }: { url: URL }) {
    const plain = isEmbedded ? plainPath(url.pathname) : null;
    if (plain !== null) url.pathname = plain;
    return url;
  },
  output({ url }: { url: URL }) {
    if (isEmbedded && url.pathname === shown) url.pathname = embeddedPath(url.pathname);
    return url;
  },
};
