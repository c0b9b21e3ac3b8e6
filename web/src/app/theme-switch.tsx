import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../i18n/message-id";
import { chooseTheme, THEMES, useTheme, type Theme } from "./theme";

const LABELS: Record<Theme, MessageId> = {
  system: "shell.theme.system",
  light: "shell.theme.light",
  dark: "shell.theme.dark",
};

/** Light, dark, or as the reader's system; remembered on this device. */
export function ThemeSwitch() {
  const { formatMessage } = useIntl();
  const theme = useTheme();
  const label = formatMessage({ id: "shell.theme.label" });
  return (
    <MenuTrigger>
      <Button
        data-variant="quiet"
        className="react-aria-Button shell-theme"
        aria-label={`${label}: ${formatMessage({ id: LABELS[theme] })}`}
      >
        <svg className="shell-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="1.75" />
          <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
        </svg>
      </Button>
      <Popover>
        <Menu
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme]}
          onAction={(key) => {
            const chosen = THEMES.find((known) => known === key);
            if (chosen !== undefined) chooseTheme(chosen);
          }}
        >
          {THEMES.map((known) => (
            <MenuItem key={known} id={known}>
              <FormattedMessage id={LABELS[known]} />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
