import { useNavigate, useRouter, type NavigateOptions } from "@tanstack/react-router";
import { useEffect, useMemo, type ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { IntlProvider } from "react-intl";
import { Provider } from "urql";

import { directionOf, localeOf, type Tongue } from "../i18n/language";
import { TongueContext } from "../widgets/tongue";
import { clientIn } from "./client";
import { useSession } from "./session";

interface ProvidersProps {
  tongue: Tongue;
  messages: Record<string, string>;
  children: ReactNode;
}

/** What every page needs around it, in one language. */
export function Providers({ tongue, messages, children }: ProvidersProps) {
  const { person } = useSession();
  const router = useRouter();
  const navigate = useNavigate();

  // Whoever comes next must not meet what the one before could read: each gets a cache of their own. A session that the
  // service ended leaves the cache, and so the page, as it is.
  // oxlint-disable-next-line exhaustive-deps
  const client = useMemo(() => clientIn(tongue), [tongue, person]);

  useEffect(() => {
    document.documentElement.lang = tongue;
    document.documentElement.dir = directionOf(tongue);
  }, [tongue]);

  return (
    <TongueContext value={tongue}>
      <IntlProvider locale={localeOf(tongue)} messages={messages}>
        <I18nProvider locale={localeOf(tongue)}>
          <RouterProvider
            navigate={(href, options) => void navigate({ ...(options as NavigateOptions | undefined), href })}
            useHref={(href) => router.history.createHref(href)}
          >
            <Provider value={client}>{children}</Provider>
          </RouterProvider>
        </I18nProvider>
      </IntlProvider>
    </TongueContext>
  );
}
