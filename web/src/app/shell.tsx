import { Outlet, useLoaderData } from "@tanstack/react-router";
import { useDeferredValue } from "react";

import { Ended } from "./ended";
import { FactorNotice } from "./factor-notice";
import { Footer } from "./footer";
import { Header } from "./header";
import { Offline } from "./offline";
import { Providers } from "./providers";
import { SkipLink } from "./skip-link";

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
        <Outlet />
      </main>
      <Footer />
      <Ended />
    </Providers>
  );
}
