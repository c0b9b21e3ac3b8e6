import { useNavigate, useRouter } from "@tanstack/react-router";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useIntl } from "react-intl";

import { directionOf, LANGUAGES, OWN_NAMES } from "../i18n/language";
import { useTongue } from "../widgets/tongue";
import { placeIn } from "./place";

/** The same place in another language, each language by its own name. */
export function LanguageSwitch() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const router = useRouter();
  const navigate = useNavigate();
  const label = formatMessage({ id: "shell.language" });
  return (
    <MenuTrigger>
      <Button data-variant="quiet" className="react-aria-Button unfolds" aria-label={`${label}: ${OWN_NAMES[tongue]}`}>
        {OWN_NAMES[tongue]}
      </Button>
      <Popover>
        <Menu
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[tongue]}
          onAction={(key) => {
            const chosen = LANGUAGES.find((language) => language === key);
            if (chosen === undefined || chosen === tongue) return;
            void navigate({ href: placeIn(chosen, router.state.location.href), replace: true, resetScroll: false });
          }}
        >
          {LANGUAGES.map((language) => (
            <MenuItem key={language} id={language} textValue={OWN_NAMES[language]}>
              <span lang={language} dir={directionOf(language)}>
                {OWN_NAMES[language]}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
