import { useLocation } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../i18n/message-id";
import { useTongue } from "../widgets/tongue";
import { useIsSignedIn } from "./session";

interface Way {
  area: string;
  label: MessageId;
}

const PUBLIC: Way[] = [
  { area: "provisions", label: "shell.nav.provisions" },
  { area: "coverage", label: "shell.nav.coverage" },
  { area: "states", label: "shell.nav.states" },
  { area: "register", label: "register.title" },
];
const OWN: Way[] = [{ area: "submissions", label: "shell.nav.submissions" }];

/** The areas of the console. */
export function Navigation() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const here = useLocation({ select: ({ pathname }) => pathname.split("/")[2] });
  return (
    <nav className="shell-nav" aria-label={formatMessage({ id: "shell.nav.label" })}>
      {[...PUBLIC, ...(isSignedIn ? OWN : [])].map(({ area, label }) => (
        <Link key={area} href={`/${tongue}/${area}`} aria-current={area === here ? "page" : "false"}>
          <FormattedMessage id={label} />
        </Link>
      ))}
    </nav>
  );
}
