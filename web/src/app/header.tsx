import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Button, Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useTongue } from "../widgets/tongue";
import { AccountMenu } from "./account-menu";
import { Demonstration } from "./demonstration";
import { LanguageSwitch } from "./language-switch";
import { Mark } from "./mark";
import { Navigation } from "./navigation";
import { SearchField } from "./search-field";
import { ThemeSwitch } from "./theme-switch";

/** What stands above every page. On a phone all but the name of the product folds into a menu. */
export function Header() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const place = useLocation({ select: ({ pathname }) => pathname });
  const [isOpen, setOpen] = useState(false);
  const unfold = useRef<HTMLButtonElement>(null);

  useEffect(() => setOpen(false), [place]);

  return (
    <header
      className="shell-header"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        setOpen(false);
        unfold.current?.focus();
      }}
    >
      <Demonstration />
      <div className="shell-bar">
        <Link className="react-aria-Link shell-product" href={`/${tongue}`}>
          <Mark />
          <span>{formatMessage({ id: "shell.product" })}</span>
        </Link>
        <Button
          ref={unfold}
          className="react-aria-Button shell-unfold"
          data-variant="quiet"
          aria-expanded={isOpen}
          aria-controls="shell-menu"
          onPress={() => setOpen(!isOpen)}
        >
          <FormattedMessage id={isOpen ? "shell.menu.close" : "shell.menu.open"} />
        </Button>
        <div className="shell-menu" id="shell-menu" data-open={isOpen || undefined}>
          <Navigation />
          <div className="shell-tools">
            <SearchField />
            <LanguageSwitch />
            <ThemeSwitch />
            <AccountMenu />
          </div>
        </div>
      </div>
    </header>
  );
}
