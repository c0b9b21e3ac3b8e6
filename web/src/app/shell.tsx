import { Outlet, useLoaderData } from "@tanstack/react-router";

import { Providers } from "./providers";

/** The frame of every page, in the language of the address. */
export function Shell() {
  const { tongue, messages } = useLoaderData({ from: "/$tongue" });
  return (
    <Providers tongue={tongue} messages={messages}>
      <main id="content">
        <Outlet />
      </main>
    </Providers>
  );
}
