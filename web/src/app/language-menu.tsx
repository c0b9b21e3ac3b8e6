import { useNavigate, useRouter } from "@tanstack/react-router";
import { Menu, MenuItem } from "react-aria-components";
import { useIntl } from "react-intl";

import { directionOf, LANGUAGES, OWN_NAMES } from "../i18n/language";
import { useTongue } from "../widgets/tongue";
import { placeIn } from "./place";

export function LanguageMenu() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const router = useRouter();
  const navigate = useNavigate();
  return (
    <Menu
      aria-label={formatMessage({ id: "shell.language" })}
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
  );
}
