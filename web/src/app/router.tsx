import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { isTongue, preferredTongue, type Tongue } from "../i18n/language";
import { messagesOf } from "../i18n/messages";
import { Shell } from "./shell";

// Every address of the console in one place. The language stands first, so that a link shows what its sender saw, and the
// language switch changes this one part.
const root = createRootRoute();

const entry = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/$tongue", params: { tongue: preferredTongue() }, replace: true });
  },
});

const shell = createRoute({
  getParentRoute: () => root,
  path: "/$tongue",
  beforeLoad: ({ params, location }) => {
    if (!isTongue(params.tongue)) {
      throw redirect({ href: `/${preferredTongue()}${location.pathname}`, replace: true });
    }
  },
  loader: async ({ params }) => {
    const tongue = params.tongue as Tongue;
    return { tongue, messages: await messagesOf(tongue) };
  },
  staleTime: Infinity,
  component: Shell,
});

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/start/start"), "StartPage"),
});

const tree = root.addChildren([entry, shell.addChildren([start])]);

export const router = createRouter({ routeTree: tree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
