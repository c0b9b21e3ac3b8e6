import { Outlet, useLoaderData } from "@tanstack/react-router";

import { Ended } from "./ended";
import { Footer } from "./footer";
import { Header } from "./header";
import { Offline } from "./offline";
import { Providers } from "./providers";
import { SkipLink } from "./skip-link";

/** The frame of every page, in the language of the address. */
export function Shell() {
  const { tongue, messages } = useLoaderData({ from: "/$tongue" });
  return (
    <Providers tongue={tongue} messages={messages}>
      <SkipLink />
      <Header />
      <Offline />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
      <Ended />
    </Providers>
  );
}
