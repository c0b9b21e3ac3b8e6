import { useLocation } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../i18n/message-id";
import { useTongue } from "../widgets/tongue";
import { useIsSignedIn } from "./session";

interface Way {
  area: string;
  /** Areas that are reached through it. */
  beside?: readonly string[];
  label: MessageId;
}

const PUBLIC: Way[] = [
  { area: "provisions", label: "shell.nav.provisions" },
  { area: "coverage", label: "shell.nav.coverage" },
  { area: "states", label: "shell.nav.states" },
  { area: "register", label: "shell.nav.register" },
];
/** Whoever is signed in finds it in the menu with their name: the bar has room for one of the two. */
const VISITORS: Way[] = [{ area: "needs", beside: ["offers", "needs-against-offers"], label: "shell.nav.capacity" }];
const OWN: Way[] = [{ area: "submissions", label: "shell.nav.submissions" }];

/** The areas of the console. */
export function Navigation() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const here = useLocation({ select: ({ pathname }) => pathname.split("/")[2] });
  return (
    <nav className="shell-nav" aria-label={formatMessage({ id: "shell.nav.label" })}>
      {[...PUBLIC, ...(isSignedIn ? OWN : VISITORS)].map(({ area, beside = [], label }) => (
        <Link
          key={area}
          href={`/${tongue}/${area}`}
          aria-current={[area, ...beside].includes(here ?? "") ? "page" : "false"}
        >
          <FormattedMessage id={label} />
        </Link>
      ))}
    </nav>
  );
}
