import { Outlet, useLoaderData, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useDeferredValue } from "react";

import { Ended } from "./ended";
import { FactorNotice } from "./factor-notice";
import { Footer } from "./footer";
import { Header } from "./header";
import { Offline } from "./offline";
import { Providers } from "./providers";
import { useSession } from "./session";
import { SkipLink } from "./skip-link";

const NeedsConnection = lazy(async () => ({ default: (await import("./offline/needs-connection")).NeedsConnection }));

/** The page itself. Whoever began without a connection reads the survey and what was carried into it, which this device keeps, and nothing else. */
function Content() {
  const { away } = useSession();
  const isKept = useLocation({
    select: ({ pathname }) => /\/submissions\/[^/]+\/(survey|update)(\/|$)/.test(pathname),
  });
  if (away === null || isKept) return <Outlet />;
  return (
    <Suspense>
      <NeedsConnection />
    </Suspense>
  );
}

/** The frame of every page, in the language of the address. */
export function Shell() {
  const { tongue, messages } = useLoaderData({ from: "/$tongue" });
  // What the router tells is rendered at one go, and the whole first page at one go stops a phone for long. So it begins with
  // nothing, while the frame of the page itself is seen, and goes on in pieces.
  const isBegun = useDeferredValue(true, false);
  if (!isBegun) return null;
  return (
    <Providers tongue={tongue} messages={messages}>
      <SkipLink />
      <Header />
      <Offline />
      <FactorNotice />
      <main id="content" tabIndex={-1}>
        <Content />
      </main>
      <Footer />
      <Ended />
    </Providers>
  );
}
